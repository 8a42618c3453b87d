import type { LogGroupState } from "@pulumi/aws/cloudwatch";
import type { FunctionState } from "@pulumi/aws/lambda";

import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/** A group that Lambda makes by itself keeps logs for ever, and is left behind by the stack. */
export const lambdaLogGroup = rule({
  name: "lambda-log-group",
  description: "Functions log to a group of the stack.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: wellArchitected("SEC04-BP01"),
  remediationSteps: "add an aws.cloudwatch.LogGroup with retentionInDays, and name it in loggingConfig.logGroup.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_detect_investigate_events_app_service_logging.html",

  inputsOf: ["aws:lambda/function:Function"],

  stack: (stack, { judge }) => {
    const groups = stack
      .ofType<LogGroupState>("aws:cloudwatch/logGroup:LogGroup")
      .map(({ props }) => ifKnown(() => props.name));

    for (const fn of stack.ofType<FunctionState>("aws:lambda/function:Function")) {
      judge(fn, ({ violation, undecided }) => {
        // An unknown name leaves the function undecided. What the program does not state, a preview does not know.
        const stated = stack.states(fn, "loggingConfig") ? fn.props.loggingConfig?.logGroup : undefined;
        const name = stated ?? `/aws/lambda/${fn.props.name ?? fn.name}`;
        if (groups.includes(name)) return;
        if (groups.includes(undefined)) undecided(`whether ${name} is one of its log groups`);
        else violation(`its group ${name} is not part of the stack`);
      });
    }
  },
});
