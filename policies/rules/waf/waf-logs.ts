import type { WebAclLoggingConfigurationState, WebAclState } from "@pulumi/aws/wafv2";

import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Headers that identify a user; whoever reads a log with them can be that user. */
const credentials = ["authorization", "cookie"];

/** What the firewall has stopped can be looked up afterwards: by somebody whose request was stopped for nothing, too. */
export const wafLogs = rule({
  name: "waf-logs",
  description: "Web ACLs of AWS WAF log what they meet, without credentials.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC04-BP01"),
  seeAlso: ["Security Hub WAF.11"],
  remediationSteps:
    "add an aws.wafv2.WebAclLoggingConfiguration, with redactedFields for the headers authorization and cookie.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-11",

  stack: (stack, { judge }) => {
    const acls = stack.ofType<WebAclState>("aws:wafv2/webAcl:WebAcl");
    const logs = stack
      .ofType<WebAclLoggingConfigurationState>("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration")
      .map((log) => ({ log, of: stack.reference(log, "resourceArn", acls) }));

    for (const acl of acls) {
      judge(acl, ({ violation, undecided }) => {
        const found = logs.find(({ of }) => of === acl);
        if (found) {
          const redacted = (found.log.props.redactedFields ?? []).map((field) =>
            field.singleHeader?.name.toLowerCase(),
          );
          const open = credentials.filter((header) => !redacted.includes(header));
          if (open.length > 0) violation(`its log shows the header ${open.join(" and the header ")}`);
        } else if (logs.some(({ of }) => of === undefined)) undecided("whose log a logging configuration is");
        else violation("it has no logging configuration");
      });
    }
  },
});
