import type { WebAclArgs } from "@pulumi/aws/wafv2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** A web ACL without rules lets everything pass, and one without metrics does not tell what it stops. */
export const wafRules = rule({
  name: "waf-rules",
  description: "Web ACLs of AWS WAF have rules, and count what they match.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("WAF.10", "WAF.12"),
  seeAlso: ["Checkov CKV_AWS_175"],
  remediationSteps: "add rules, and set visibilityConfig.cloudwatchMetricsEnabled to true on each.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html#waf-10",

  resources: {
    "aws:wafv2/webAcl:WebAcl": ({ rules = [], ruleJson }: Inputs<WebAclArgs>, { violation }) => {
      if (rules.length === 0 && !ruleJson) violation("it has no rules");
      const silent = rules.filter(({ visibilityConfig }) => !visibilityConfig.cloudwatchMetricsEnabled);
      if (silent.length > 0) violation(`${silent.map(({ name }) => name).join(", ")} has no metrics`);
    },
  },
});
