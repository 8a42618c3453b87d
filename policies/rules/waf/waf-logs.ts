import type { WebAclLoggingConfigurationState, WebAclState } from "@pulumi/aws/wafv2";

import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import type { StackResource } from "../../frame/stack";

/** Headers that identify a user; whoever reads a log with them can be that user. */
const credentials = ["authorization", "cookie"];

type Log = StackResource<WebAclLoggingConfigurationState>;

/**
 * What the firewall has stopped can be looked up afterwards: by somebody whose request was stopped for nothing, too. The log of
 * a web ACL outside the stack is judged by itself.
 */
export const wafLogs = rule({
  name: "waf-logs",
  description: "Web ACLs of AWS WAF log what they meet, without credentials.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC04-BP01"),
  seeAlso: ["Security Hub WAF.11", "Checkov CKV2_AWS_31"],
  remediationSteps:
    "add an aws.wafv2.WebAclLoggingConfiguration, with redactedFields for the headers authorization and cookie.",
  settings: { "edge.waf.logRetentionDays": "7 or more" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",

  stack: (stack, { judge }) => {
    const acls = stack.ofType<WebAclState>("aws:wafv2/webAcl:WebAcl");
    const logs = stack
      .ofType<WebAclLoggingConfigurationState>("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")
      .map((log) => ({ log, of: stack.reference(log, "resourceArn", acls) }));

    for (const acl of acls) {
      judge(acl, (report) => {
        const own = logs.filter(({ of }) => of === acl);
        for (const { log } of own) judgeLog(log, report);
        if (own.length > 0) return;
        if (logs.some(({ of }) => of === undefined)) report.undecided("whose log a logging configuration is");
        else report.violation("it has no logging configuration");
      });
    }
    for (const { log, of } of logs) {
      if (of instanceof Object) continue;
      judge(log, (report) => {
        judgeLog(log, report);
      });
    }
  },
});

function judgeLog({ props }: Log, { violation }: Report): void {
  const redacted = (props.redactedFields ?? []).map((field) => field.singleHeader?.name.toLowerCase());
  const open = credentials.filter((header) => !redacted.includes(header));
  if (open.length > 0) violation(`its log shows the header ${open.join(" and the header ")}`);
  const { defaultBehavior, filters = [] } = props.loggingFilter ?? {};
  if (defaultBehavior === "DROP" && !filters.some(({ behavior }) => behavior === "KEEP"))
    violation("its log's filter drops everything");
}
