import type { ApiArgs } from "@pulumi/aws/apigatewayv2";

import { isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

interface Stage {
  readonly accessLogSettings?: { readonly destinationArn?: string };
}

/** Who asked for what can be looked up afterwards. An API that makes a stage with itself (`target`) makes one without a log. */
export const apigatewayAccessLogs = rule({
  name: "apigateway-access-logs",
  description: "Stages of APIs log every request.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("APIGateway.9"),
  seeAlso: ["cdk-nag APIG1", "Checkov CKV_AWS_76", "Trivy AWS-0001"],
  remediationSteps: "set accessLogSettings with a destinationArn and a format.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9",

  resources: {
    ...forTypes(
      ["aws:apigatewayv2/stage:Stage", "aws:apigateway/stage:Stage"],
      ({ accessLogSettings = {} }: Stage, { violation }: Report) => {
        if (!isGiven(accessLogSettings, "destinationArn")) violation("accessLogSettings.destinationArn is not set");
      },
    ),
    "aws:apigatewayv2/api:Api": (api: Inputs<ApiArgs>, { violation }: Report) => {
      if (isGiven(api, "target")) violation("target makes a stage without accessLogSettings");
    },
  },
});
