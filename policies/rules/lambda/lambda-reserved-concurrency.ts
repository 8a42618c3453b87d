import type { FunctionArgs } from "@pulumi/aws/lambda";

import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** One function cannot use up what all of the account's share. */
export const lambdaReservedConcurrency = rule({
  name: "lambda-reserved-concurrency",
  description: "Functions have a concurrency of their own.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("REL05-BP02"),
  seeAlso: ["Checkov CKV_AWS_115"],
  remediationSteps: "set reservedConcurrentExecutions.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_throttle_requests.html",

  resources: {
    "aws:lambda/function:Function": (fn: Inputs<FunctionArgs>, { violation }) => {
      const { reservedConcurrentExecutions: reserved } = fn;
      if (reserved === undefined || reserved < 0) violation(`reservedConcurrentExecutions is ${shown(reserved, "-1")}`);
    },
  },
});
