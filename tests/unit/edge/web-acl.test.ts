import assert from "node:assert/strict";
import { labelOf, managedGroups, managedRules } from "../../../infra/edge/managed-rules";
import { WebAcl } from "../../../infra/edge/web-acl";
import { assertIncludes } from "../assert-includes";
import { deploy } from "../harness";
import { settingsOf, types } from "./edge-fixture";

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: unknown;
  readonly overrideAction?: unknown;
  readonly statement: Readonly<Record<string, unknown>>;
  readonly visibilityConfig: Readonly<Record<string, unknown>>;
}

type Waf = ConstructorParameters<typeof WebAcl>[1];

const waf = (settings: Partial<Waf> = {}): Waf => ({ ...settingsOf("prod").waf, exceptions: {}, ...settings });

async function firewall(settings: Partial<Waf> = {}) {
  const deployment = await deploy(() => ({ arn: new WebAcl("edge", waf(settings)).arn }));
  const { inputs } = deployment.one(types.acl);
  return { ...deployment, inputs, rules: inputs["rules"] as Rule[] };
}

const overridesOf = ({ statement }: Rule) =>
  (
    statement["managedRuleGroupStatement"] as
      { ruleActionOverrides?: { name: string; actionToUse: object }[] } | undefined
  )?.ruleActionOverrides ?? [];

describe("WebAcl", () => {
  it("is of CloudFront, and lets through what no rule blocks", async () => {
    assertIncludes((await firewall()).inputs, { scope: "CLOUDFRONT", defaultAction: { allow: {} } });
  });

  it("blocks an address that asks too often", async () => {
    const [limit] = (await firewall({ requestsPerFiveMinutes: 500 })).rules;
    assert.deepEqual(limit?.action, { block: {} });
    assert.deepEqual(limit.statement, {
      rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: 500 },
    });
  });

  it("has AWS's groups do what they say", async () => {
    const [, ...groups] = (await firewall()).rules;
    const statements = groups.map(({ statement }) => statement["managedRuleGroupStatement"]);
    assert.deepEqual(
      statements,
      managedGroups.map(({ name }) => ({ vendorName: "AWS", name })),
    );
    for (const { overrideAction } of groups) assert.deepEqual(overrideAction, { none: {} });
  });

  it("counts what a rule meets that is excepted everywhere, as the presets do for large bodies", async () => {
    for (const { exceptions } of [settingsOf("dev").waf, settingsOf("prod").waf]) {
      const { rules } = await firewall({ exceptions });
      assert.equal(rules.length, 4);
      assert.deepEqual(rules.flatMap(overridesOf), [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }]);
    }
  });

  it("blocks what is excepted on paths everywhere else, by the label of the rule that counts", async () => {
    const { rules } = await firewall({ exceptions: { CrossSiteScripting_BODY: ["/api/posts", "/api/posts/*"] } });
    assert.deepEqual(
      rules.flatMap(overridesOf).map(({ name }) => name),
      ["CrossSiteScripting_BODY"],
    );
    const last = rules.at(-1);
    assert.deepEqual(last?.action, { block: {} });
    const textTransformations = [
      { priority: 0, type: "URL_DECODE" },
      { priority: 1, type: "NORMALIZE_PATH" },
    ];
    const on = (positionalConstraint: string, searchString: string) => ({
      byteMatchStatement: { fieldToMatch: { uriPath: {} }, positionalConstraint, searchString, textTransformations },
    });
    assert.deepEqual(last.statement, {
      andStatement: {
        statements: [
          {
            labelMatchStatement: { scope: "LABEL", key: "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body" },
          },
          {
            notStatement: {
              statements: [
                { orStatement: { statements: [on("EXACTLY", "/api/posts"), on("STARTS_WITH", "/api/posts/")] } },
              ],
            },
          },
        ],
      },
    });
  });

  it("has no or-statement around one path, and blocks again where an exception's list is empty", async () => {
    const one = await firewall({ exceptions: { NoUserAgent_HEADER: ["/api/hook"] } });
    assert.doesNotMatch(JSON.stringify(one.rules), /orStatement/);
    assert.deepEqual((await firewall({ exceptions: { SizeRestrictions_BODY: [] } })).rules, (await firewall()).rules);
  });

  it("measures every rule under a name of its own, in order", async () => {
    const { inputs, rules } = await firewall({ exceptions: { GenericLFI_BODY: ["/api/a"] } });
    assert.deepEqual(
      rules.map(({ priority }) => priority),
      [0, 1, 2, 3, 4],
    );
    const measured = [{ visibilityConfig: inputs["visibilityConfig"] as Rule["visibilityConfig"] }, ...rules].map(
      ({ visibilityConfig }) => visibilityConfig,
    );
    for (const config of measured) {
      assertIncludes(config, { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true });
    }
    assert.equal(new Set(measured.map(({ metricName }) => metricName)).size, 6);
  });

  it("logs what rules have met to a group that WAF takes, without credentials", async () => {
    const { one } = await firewall({ logRetentionDays: 30 });
    const group = one("aws:cloudwatch/logGroup:LogGroup");
    assert.match(String(group.inputs["namePrefix"]), /^aws-waf-logs-dev-.*-$/);
    assert.deepEqual(group.ignoreChanges, ["namePrefix"], "one that is there keeps its name");
    assert.equal(group.inputs["retentionInDays"], 30);
    const { redactedFields, loggingFilter } = one(
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    ).inputs;
    assert.deepEqual(redactedFields, [
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
    ]);
    assertIncludes(loggingFilter as Record<string, unknown>, { defaultBehavior: "DROP" });
  });

  it("keeps a log in prod, and none where its days are 0", async () => {
    assert.ok(settingsOf("prod").waf.logRetentionDays > 0);
    assert.deepEqual((await firewall({ logRetentionDays: 0 })).all("aws:cloudwatch/logGroup:LogGroup"), []);
  });
});

describe("labels of managed rules", () => {
  it("are spelled as AWS spells them", () => {
    const labels = managedGroups.flatMap((group) => group.rules.map((rule) => labelOf(group, rule)));
    for (const label of [
      "awswaf:managed:aws:amazon-ip-list:AWSManagedReconnaissanceList",
      "awswaf:managed:aws:known-bad-inputs:Propfind_Method",
      "awswaf:managed:aws:known-bad-inputs:Host_Localhost_Header",
      "awswaf:managed:aws:known-bad-inputs:Log4JRCE_URIPath",
      "awswaf:managed:aws:core-rule-set:BadBots_Header",
      "awswaf:managed:aws:core-rule-set:SizeRestrictions_Cookie_Header",
      "awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_QueryArguments",
    ]) {
      assert.ok(labels.includes(label), label);
    }
    assert.equal(new Set(labels).size, managedRules.length);
  });
});
