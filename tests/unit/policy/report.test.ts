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

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
}

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
    assert.match(
      table,
      /^prod is refused by the \d+ rules at the levels of prod: 1 mandatory, 1 advisory, 1 open until the update$/m,
    );
    assert.match(tableOf("prod", [], "dev"), /^prod passes the \d+ rules at the levels of dev: 0 mandatory/);
  });

  it("is Markdown whose cells hold what was found", () => {
    const markdown = markdownOf("prod", findings);
    assert.match(markdown, /^### Policies: `prod` is refused$/m);
    assert.match(markdown, /^\| mandatory \| \[rds-multi-az\]\(https:\S+\) \| `aws:rds\/instance:Instance` db \|/m);
    assert.match(markdown, /it is \\\| not/);
    assert.match(markdown, /<details>[^]*\| open \| \[kms-rotation\]/);
    assert.doesNotMatch(markdownOf("prod", []), /\| level/);
  });

  it("fits into a comment, whatever was found, and says what was left out", () => {
    const one = findings[0];
    assert.ok(one);
    const many = Array.from({ length: 2_000 }, (_, index) => ({ ...one, words: `${index} `.repeat(300) }));
    const all = [...many, { ...one, isUndecided: true }];
    assert.ok(markdownOf("prod", all).length < 65_536);
    // Several stacks share one comment.
    const markdown = markdownOf("prod", all, "prod", 20_000);
    assert.ok(markdown.length < 21_000, String(markdown.length));
    assert.match(markdown, /^### Policies: `prod` is refused$/m);
    const shown = markdown.match(/^\| mandatory/gm)?.length ?? 0;
    const [, left] =
      /^(\d+) further findings do not fit here: reports\/policy\/prod\.sarif has all/m.exec(markdown) ?? [];
    assert.ok(shown > 0);
    assert.equal(shown + Number(left), 2_001);
  });

  it("is SARIF that names every rule, and each finding at its place, or else at its stack", () => {
    const place = { file: "infra/data/database.ts", line: 170, column: 12 };
    const caller = { file: "infra/index.ts", line: 28, column: 41 };
    const places = ({ urn }: Finding) => (urn === database ? [place, caller] : []);
    const { runs, version } = JSON.parse(sarifOf("prod", findings, places)) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string; fullDescription: { text: string }; help: { markdown: string } }[] } };
        results: {
          ruleId: string;
          ruleIndex: number;
          level: string;
          locations: Location[];
          relatedLocations: Location[];
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
      assert.equal(locations.length, 1);
    }
    const at = ({ physicalLocation: { artifactLocation, region } }: Location) =>
      `${artifactLocation.uri}:${region.startLine}`;
    assert.deepEqual(
      run.results.map(({ locations, relatedLocations }) => [...locations, ...relatedLocations].map(at)),
      [
        ["infra/data/database.ts:170", "infra/index.ts:28"],
        ["infra/data/database.ts:170", "infra/index.ts:28"],
        ["Pulumi.prod.yaml:1"],
      ],
    );
    for (const { fullDescription, help } of run.tool.driver.rules) {
      assert.match(fullDescription.text, /\. Demanded by \S/);
      assert.match(help.markdown, /^\*\*Remedy\*\*: \S[^]*\]\(https:/);
    }
    const fingerprints = run.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    assert.equal(new Set(fingerprints).size, 3);
  });
});
