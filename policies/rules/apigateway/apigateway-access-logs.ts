import type { StageArgs } from "@pulumi/aws/apigatewayv2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Who asked for what can be looked up afterwards. */
export const apigatewayAccessLogs = rule({
  name: "apigateway-access-logs",
  description: "Stages of HTTP and WebSocket APIs log every request.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("APIGateway.9"),
  seeAlso: ["cdk-nag APIG1", "Checkov CKV_AWS_76", "Trivy AWS-0001"],
  remediationSteps: "set accessLogSettings with a destinationArn and a format.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9",

  resources: {
    "aws:apigatewayv2/stage:Stage": (stage: Inputs<StageArgs>, { violation }) => {
      if (!stage.accessLogSettings?.destinationArn) violation("accessLogSettings.destinationArn is not set");
    },
  },
});
