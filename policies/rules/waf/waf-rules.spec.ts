import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { wafRules } from "./waf-rules";

const counted = (name: string, cloudwatchMetricsEnabled: boolean) => ({
  name,
  visibilityConfig: { cloudwatchMetricsEnabled },
});

judges(wafRules, {
  types: ["aws:wafv2/webAcl:WebAcl"],
  obeys: {
    "rules that are counted": { rules: [counted("rate", true), counted("common", true)] },
    "rules as JSON": { ruleJson: "[]" },
  },
  refuses: {
    "no rules": [{ rules: [] }, "it has no rules"],
    "no statement": [{}, "it has no rules"],
    "a rule that is not counted": [
      { rules: [counted("rate", true), counted("common", false)] },
      "common has no metrics",
    ],
  },
  unknown: { rules: later([]) },
});
