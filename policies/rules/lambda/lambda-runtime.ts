import type { FunctionArgs } from "@pulumi/aws/lambda";

import { deprecatedOn } from "../../aws/lambda-runtimes";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** A deprecated runtime has no security updates, and after a while AWS refuses to change the function. */
export const lambdaRuntime = rule({
  name: "lambda-runtime",
  description: "Functions run on a runtime that AWS supports.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("Lambda.2"),
  seeAlso: ["cdk-nag L1", "Checkov CKV_AWS_363"],
  remediationSteps: "set runtime to a newer version of its language.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-2",

  resources: {
    // A function from a container image states no runtime, and brings its own.
    "aws:lambda/function:Function": ({ runtime = "" }: Inputs<FunctionArgs>, { violation }) => {
      const day = deprecatedOn(runtime);
      if (day !== undefined) violation(`runtime ${runtime} is deprecated since ${day}`);
    },
  },
});
