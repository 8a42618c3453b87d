import { judges } from "../../testing/judges";
import { wafClassic } from "./waf-classic";

judges(wafClassic, {
  types: ["aws:waf/webAcl:WebAcl", "aws:waf/ruleGroup:RuleGroup", "aws:wafregional/webAcl:WebAcl"],
  obeys: {},
  refuses: { "what AWS keeps no longer": [{}, "it is of AWS WAF Classic"] },
});

judges(wafClassic, {
  types: ["aws:wafv2/webAcl:WebAcl"],
  obeys: { "what it keeps": {} },
  refuses: {},
});
