import assert from "node:assert/strict";

import { type Fixture, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { wafRules } from "./waf-rules";

const counted = (name: string, cloudwatchMetricsEnabled: unknown) => ({
  name,
  visibilityConfig: { cloudwatchMetricsEnabled },
});
const json = (...enabled: readonly boolean[]) =>
  JSON.stringify(
    enabled.map((CloudWatchMetricsEnabled, index) => ({
      Name: `rule-${index}`,
      VisibilityConfig: { CloudWatchMetricsEnabled },
    })),
  );

for (const [type, property] of [
  ["aws:wafv2/webAcl:WebAcl", "ruleJson"],
  ["aws:wafv2/ruleGroup:RuleGroup", "rulesJson"],
] as const) {
  judges(wafRules, {
    types: [type],
    obeys: {
      "rules that are counted": { rules: [counted("rate", true), counted("common", true)] },
      "rules whose text says so": { rules: [counted("rate", "true")] },
      "rules as JSON": { [property]: json(true, true) },
    },
    refuses: {
      "no rules": [{ rules: [] }, "it has no rules"],
      "no statement": [{}, "it has no rules"],
      "no rules as JSON": [{ [property]: "[]" }, "it has no rules"],
      "a rule that is not counted": [
        { rules: [counted("rate", true), counted("common", false)] },
        "common has no metrics",
      ],
      "a rule as JSON that is not counted": [{ [property]: json(true, false) }, "rule-1 has no metrics"],
      "a rule as JSON that says nothing": [{ [property]: '[{"Name":"rate"}]' }, "rate has no metrics"],
      "no metrics of its own": [
        { rules: [counted("rate", true)], visibilityConfig: { cloudwatchMetricsEnabled: false } },
        "no metrics itself",
      ],
    },
    unknown: { rules: later([]) },
  });
}

describe("waf-rules", () => {
  const acl = (name = "edge") => resource("aws:wafv2/webAcl:WebAcl", name, {});
  const part = (webAclArn: unknown, inputs: object = {}) => [
    resource("aws:wafv2/webAclRule:WebAclRule", "part", { webAclArn, ...inputs }),
    resource("aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation", "part", { webAclArn, ...inputs }),
  ];
  const arn = (of: Fixture) => later(`arn:aws:wafv2:us-east-1:123456789012:global/webacl/${of.name}/1`, of);

  it("accepts a web ACL whose rules are resources of their own", () => {
    const edge = acl();
    for (const rule of part(arn(edge))) assert.deepEqual(always(wafRules, [edge, rule]), []);
  });

  it("refuses a web ACL whose rules are another's", () => {
    const other = acl("other");
    for (const rule of part(arn(other))) {
      assert.deepEqual(brief(always(wafRules, [acl(), other, rule])), ["mandatory edge"]);
    }
  });

  it("refuses such a rule without metrics", () => {
    for (const rule of part("arn", { visibilityConfig: { cloudwatchMetricsEnabled: false } })) {
      assert.deepEqual(brief(always(wafRules, [rule])), ["mandatory part"]);
    }
  });

  it("leaves open whose rule it is in a preview, and decides at the update", () => {
    for (const rule of part(later("arn:elsewhere"))) {
      assert.deepEqual(brief(preview(wafRules, [acl(), rule])), ["advisory edge"]);
      assert.deepEqual(brief(update(wafRules, [acl(), rule])), ["mandatory edge"]);
    }
  });
});
