import type { FunctionArgs } from "@pulumi/aws/lambda";

import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** A trace tells where the time of a request went. */
export const lambdaTracing = rule({
  name: "lambda-tracing",
  description: "Functions are traced by X-Ray.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("REL06-BP07"),
  seeAlso: ["Security Hub Lambda.7", "Checkov CKV_AWS_50", "Trivy AWS-0066"],
  remediationSteps: 'set tracingConfig.mode to "Active".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-7",

  resources: {
    "aws:lambda/function:Function": (fn: Inputs<FunctionArgs>, { violation }) => {
      const mode = fn.tracingConfig?.mode;
      if (mode !== "Active") violation(`tracingConfig.mode is ${shown(mode, "PassThrough")}`);
    },
  },
});
