import type { StageArgs } from "@pulumi/aws/apigateway";

import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Where a request spends its time can be seen across services. HTTP and WebSocket APIs have no traces of their own. */
export const apigatewayTracing = rule({
  name: "apigateway-tracing",
  description: "Stages of REST APIs are traced by X-Ray.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: fsbp("APIGateway.3"),
  seeAlso: ["Trivy AWS-0003"],
  remediationSteps: "set xrayTracingEnabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-3",

  resources: {
    "aws:apigateway/stage:Stage": ({ xrayTracingEnabled }: Inputs<StageArgs>, { violation }) => {
      if (!isTrue(xrayTracingEnabled)) violation("xrayTracingEnabled is not true");
    },
  },
});
