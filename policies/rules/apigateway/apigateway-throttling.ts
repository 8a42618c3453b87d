import type { ApiArgs, StageArgs } from "@pulumi/aws/apigatewayv2";

import { isGiven, numberOf } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Without a limit of its own, an API can use up what all of the account's share. */
export const apigatewayThrottling = rule({
  name: "apigateway-throttling",
  description: "Stages of HTTP and WebSocket APIs have limits of their own.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("REL05-BP02"),
  remediationSteps: "set throttlingRateLimit and throttlingBurstLimit in defaultRouteSettings.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_throttle_requests.html",

  resources: {
    "aws:apigatewayv2/stage:Stage": (stage: Inputs<StageArgs>, { violation }) => {
      const { throttlingRateLimit, throttlingBurstLimit } = stage.defaultRouteSettings ?? {};
      if (!isLimit(throttlingRateLimit) || !isLimit(throttlingBurstLimit))
        violation("defaultRouteSettings has no limits");
    },
    "aws:apigatewayv2/api:Api": (api: Inputs<ApiArgs>, { violation }) => {
      if (isGiven(api, "target")) violation("target makes a stage without limits");
    },
  },
});

/** -1 takes a limit away. */
const isLimit = (value: unknown): boolean => (numberOf(value) ?? 0) > 0;
