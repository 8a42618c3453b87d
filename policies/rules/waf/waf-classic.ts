import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

/**
 * AWS WAF Classic has no managed rules, and AWS ended its support in September 2025; web ACLs of today's AWS WAF (`aws.wafv2`) are
 * what the other rules judge.
 */
export const wafClassic = rule({
  name: "waf-classic",
  description: "Firewalls are of today's AWS WAF, not of AWS WAF Classic.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: wellArchitected("SEC05-BP03"),
  remediationSteps: "make an aws.wafv2.WebAcl in its place.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-migrating-from-classic.html",

  resources: forTypes(
    [
      "aws:waf/webAcl:WebAcl",
      "aws:waf/rule:Rule",
      "aws:waf/rateBasedRule:RateBasedRule",
      "aws:waf/ruleGroup:RuleGroup",
      "aws:wafregional/webAcl:WebAcl",
      "aws:wafregional/rule:Rule",
      "aws:wafregional/rateBasedRule:RateBasedRule",
      "aws:wafregional/ruleGroup:RuleGroup",
    ],
    (_: object, { violation }: Report) => {
      violation("it is of AWS WAF Classic");
    },
  ),
});
