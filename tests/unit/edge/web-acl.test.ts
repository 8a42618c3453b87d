import assert from "node:assert/strict";
import { WebAcl } from "../../../infra/edge/web-acl";
import { assertIncludes } from "../assert-includes";
import { deploy } from "../harness";
import { types } from "./edge-fixture";

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: unknown;
  readonly overrideAction?: unknown;
  readonly statement: Readonly<Record<string, unknown>>;
  readonly visibilityConfig: Readonly<Record<string, unknown>>;
}

async function firewall() {
  const { one } = await deploy(() => ({ arn: new WebAcl("edge", { requestsPerFiveMinutes: 500 }).arn }));
  const { inputs } = one(types.acl);
  return { inputs, rules: inputs["rules"] as Rule[] };
}

describe("WebAcl", () => {
  it("is of CloudFront, and lets through what no rule blocks", async () => {
    assertIncludes((await firewall()).inputs, { scope: "CLOUDFRONT", defaultAction: { allow: {} } });
  });

  it("blocks an address that asks too often", async () => {
    const [limit] = (await firewall()).rules;
    assert.deepEqual(limit?.action, { block: {} });
    assert.deepEqual(limit.statement, {
      rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: 500 },
    });
  });

  it("has AWS's groups do what they say, but for large bodies", async () => {
    const [, ...groups] = (await firewall()).rules;
    const statements = groups.map(({ statement }) => statement["managedRuleGroupStatement"]);
    assert.deepEqual(statements, [
      { vendorName: "AWS", name: "AWSManagedRulesAmazonIpReputationList" },
      { vendorName: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
      {
        vendorName: "AWS",
        name: "AWSManagedRulesCommonRuleSet",
        ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
      },
    ]);
    for (const { overrideAction } of groups) assert.deepEqual(overrideAction, { none: {} });
  });

  it("measures every rule under a name of its own, in order", async () => {
    const { inputs, rules } = await firewall();
    assert.deepEqual(
      rules.map(({ priority }) => priority),
      [0, 1, 2, 3],
    );
    const measured = [{ visibilityConfig: inputs["visibilityConfig"] as Rule["visibilityConfig"] }, ...rules].map(
      ({ visibilityConfig }) => visibilityConfig,
    );
    for (const config of measured) {
      assertIncludes(config, { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true });
    }
    assert.equal(new Set(measured.map(({ metricName }) => metricName)).size, 5);
  });
});
