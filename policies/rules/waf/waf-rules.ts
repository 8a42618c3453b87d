import type { WebAclState } from "@pulumi/aws/wafv2";

import { firewallRulesOf } from "../../aws/firewall-rules";
import { isFalse } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";
import { ifKnown } from "../../frame/unknown";

type Visibility = { readonly cloudwatchMetricsEnabled?: boolean } | undefined;

interface Ruled {
  readonly rules?: Parameters<typeof firewallRulesOf>[0];
  readonly ruleJson?: string;
  readonly rulesJson?: string;
  readonly visibilityConfig?: Visibility;
}

const ACL = "aws:wafv2/webAcl:WebAcl";
const GROUP = "aws:wafv2/ruleGroup:RuleGroup";

/** Rules of a web ACL that are resources of their own. */
const parts = [
  "aws:wafv2/webAclRule:WebAclRule",
  "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation",
] as const;

/**
 * A web ACL without rules lets everything pass, and one without metrics does not tell what it stops. So it is with rule groups.
 * Rules are stated as such or as JSON, and those of a web ACL as resources of their own, too.
 */
export const wafRules = rule({
  name: "waf-rules",
  description: "Web ACLs and rule groups of AWS WAF have rules, and count what they match.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("WAF.10", "WAF.12"),
  seeAlso: ["Checkov CKV_AWS_175"],
  remediationSteps: "add rules, and set visibilityConfig.cloudwatchMetricsEnabled to true on each.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-10",

  resources: {
    ...forTypes([ACL, GROUP], (stated: Ruled, { violation, resource }: Report & { resource: { type: string } }) => {
      const rules = firewallRulesOf(stated.rules, stated.ruleJson ?? stated.rulesJson);
      if (rules.length === 0 && resource.type === GROUP) violation("it has no rules");
      const silent = rules.filter(({ isCounted }) => !isCounted).map(({ name }) => name);
      if (silent.length > 0) violation(`${silent.join(", ")} has no metrics`);
      if (isFalse(stated.visibilityConfig?.cloudwatchMetricsEnabled)) violation("it has no metrics itself");
    }),
    ...forTypes(parts, ({ visibilityConfig }: { readonly visibilityConfig?: Visibility }, { violation }: Report) => {
      if (isFalse(visibilityConfig?.cloudwatchMetricsEnabled)) violation("it has no metrics");
    }),
  },

  stack: (stack, { judge }) => {
    const acls = stack.ofType<WebAclState>(ACL);
    const ruled = parts.flatMap((type) => stack.ofType(type)).map((part) => stack.reference(part, "webAclArn", acls));

    for (const acl of acls) {
      judge(acl, ({ violation, undecided }) => {
        // Where the rules are unknown, the check of the inputs says so.
        const hasNone = ifKnown(() => firewallRulesOf(acl.props.rules, acl.props.ruleJson).length === 0);
        if (!hasNone || ruled.includes(acl)) return;
        if (ruled.includes(undefined)) undecided("which web ACL a rule is of");
        else violation("it has no rules");
      });
    }
  },
});
