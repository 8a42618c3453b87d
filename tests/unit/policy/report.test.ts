import assert from "node:assert/strict";
import { counted, type Finding, findingsOf } from "../../../scripts/policy/findings";
import { markdownOf } from "../../../scripts/policy/markdown";
import { sarifOf } from "../../../scripts/policy/sarif";
import { tableOf } from "../../../scripts/policy/table";

const urn = (type: string, name: string) =>
  `urn:pulumi:prod::web-platform::web-platform:data:Database$${type}::${name}`;
const event = (policyName: string, enforcementLevel: string, message: string, resourceUrn: string) =>
  JSON.stringify({ sequence: 1, policyEvent: { resourceUrn, message, policyName, enforcementLevel } });

const database = urn("aws:rds/instance:Instance", "db");
const log = [
  JSON.stringify({ preludeEvent: {} }),
  event(
    "kms-rotation",
    "advisory",
    "KMS keys rotate.\nCannot be decided before the update: the value of x.\n",
    "a::b::c::key",
  ),
  event("rds-iam-authentication", "advisory", "RDS accepts IAM.\nFound: it is | not.\nRemedy: do.\n", database),
  event("rds-multi-az", "mandatory", "RDS has a standby.\nFound: multiAz is false.\nRemedy: set it.\n", database),
  JSON.stringify({ diagnosticEvent: { message: 'says "policyEvent"' } }),
  "",
].join("\n");

describe("the report of the policies", () => {
  let findings: Finding[];
  before(() => {
    findings = findingsOf(log);
  });

  it("has the findings of the engine's events, mandatory ones first and open ones last", () => {
    assert.deepEqual(findings[0], {
      rule: "rds-multi-az",
      level: "mandatory",
      urn: database,
      type: "aws:rds/instance:Instance",
      name: "db",
      words: "multiAz is false",
      isUndecided: false,
    });
    assert.deepEqual(
      findings.map(({ rule, isUndecided }) => [rule, isUndecided]),
      [
        ["rds-multi-az", false],
        ["rds-iam-authentication", false],
        ["kms-rotation", true],
      ],
    );
    assert.deepEqual(counted(findings), { mandatory: 1, advisory: 1, undecided: 1 });
  });

  it("tells what is excepted, until when and why", () => {
    const message = "KMS keys rotate.\nExcepted until 2027-06-30 (a reason): enableKeyRotation is false.\n";
    const [found] = findingsOf(event("kms-rotation", "advisory", message, "a::b::c::key"));
    assert.equal(found?.words, "Excepted until 2027-06-30 (a reason): enableKeyRotation is false");
    assert.equal(found.isUndecided, false);
  });

  it("tells what a rule has mended", () => {
    const [before, after] = [{ internal: true }, { internal: true, dropInvalidHeaderFields: true }];
    const policyRemediationEvent = { resourceUrn: database, policyName: "elb-invalid-headers", before, after };
    const [found] = findingsOf(JSON.stringify({ policyRemediationEvent }));
    assert.deepEqual(
      [found?.level, found?.name, found?.words],
      ["advisory", "db", "mended: dropInvalidHeaderFields is true"],
    );
  });

  it("is a table with remedies and a verdict", () => {
    const table = tableOf("prod", findings);
    assert.match(table, /^mandatory {2}rds-multi-az {12}db {3}multiAz is false$/m);
    assert.match(table, /remedy: set multiAz: true/);
    assert.match(table, /^prod is refused by the \d+ rules: 1 mandatory, 1 advisory, 1 open until the update$/m);
    assert.match(tableOf("prod", []), /^prod passes the \d+ rules: 0 mandatory/);
  });

  it("is Markdown whose cells hold what was found", () => {
    const markdown = markdownOf("prod", findings);
    assert.match(markdown, /^### Policies: `prod` is refused$/m);
    assert.match(markdown, /^\| mandatory \| \[rds-multi-az\]\(https:\S+\) \| `aws:rds\/instance:Instance` db \|/m);
    assert.match(markdown, /it is \\\| not/);
    assert.match(markdown, /<details>[^]*\| open \| \[kms-rotation\]/);
    assert.doesNotMatch(markdownOf("prod", []), /\| level/);
  });

  it("is SARIF that names every rule, and each finding at its stack", () => {
    const { runs, version } = JSON.parse(sarifOf("prod", findings)) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: {
          ruleId: string;
          ruleIndex: number;
          level: string;
          locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
          partialFingerprints: Record<string, string>;
        }[];
      }[];
    };
    assert.equal(version, "2.1.0");
    const [run] = runs;
    assert.ok(run);
    assert.deepEqual(
      run.results.map(({ level }) => level),
      ["error", "warning", "note"],
    );
    for (const { ruleId, ruleIndex, locations } of run.results) {
      assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.equal(locations[0]?.physicalLocation.artifactLocation.uri, "Pulumi.prod.yaml");
    }
    const fingerprints = run.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    assert.equal(new Set(fingerprints).size, 3);
  });
});
