import assert from "node:assert/strict";
import type { Rule } from "../../../policies/frame/rule";
import { rules } from "../../../policies/rules";
import type { Finding } from "../../../scripts/policy/findings";
import { policiesSection, tally, verdictsOf } from "../../../scripts/report/policies";

const rule = (name: string): Rule => {
  const found = rules.find((one) => one.name === name);
  assert.ok(found);
  return found;
};

const finding = (of: string, rest: Partial<Finding> = {}): Finding => ({
  rule: of,
  level: "mandatory",
  urn: "",
  type: "aws:rds/instance:Instance",
  name: "db",
  words: "it is <not>",
  isUndecided: false,
  ...rest,
});

const names = [
  "rds-storage-encrypted",
  "s3-versioning",
  "kms-rotation",
  "rds-snapshot-tags",
  "waf-rules",
  "rds-multi-az",
];
const [encrypted, versioning, rotation, snapshotTags, waf, multiAz] = names.map(rule);
const events = [
  { policyAnalyzeSummaryEvent: { resourceUrn: "x", passed: ["rds-storage-encrypted"] } },
  { policyAnalyzeSummaryEvent: { resourceUrn: "y" } },
  { policyAnalyzeStackSummaryEvent: { passed: null } },
  { resourcePreEvent: {} },
];
const log = `${events.map((event) => JSON.stringify(event)).join("\n")}\n`;

describe("the policies of a report", () => {
  const verdicts = verdictsOf(
    [encrypted, versioning, rotation, snapshotTags, waf, multiAz].flatMap((one) => one ?? []),
    { "waf-rules": "disabled", "rds-snapshot-tags": "remediate", "s3-versioning": "advisory" },
    [
      finding("rds-multi-az"),
      finding("s3-versioning", { level: "advisory" }),
      finding("rds-snapshot-tags", { level: "advisory", words: "mended: copyTagsToSnapshot is true", name: "replica" }),
      finding("kms-rotation", { level: "advisory", isUndecided: true, words: "the value of x" }),
      finding("kms-rotation", { level: "advisory", isUndecided: true, words: "the value of x", name: "other" }),
    ],
    log,
  );

  it("are what every rule says, the gravest first", () => {
    assert.deepEqual(
      verdicts.map(({ rule: { name }, result }) => [name, result]),
      [
        ["rds-multi-az", "violated"],
        ["s3-versioning", "advisory"],
        ["rds-snapshot-tags", "mended"],
        ["kms-rotation", "undecided"],
        ["rds-storage-encrypted", "passed"],
        ["waf-rules", "disabled"],
      ],
    );
    assert.equal(tally(verdicts), "1 violated, 1 advisory, 1 mended, 1 undecided, 1 passed, 1 disabled");
  });

  it("tell a rule that holds from one that has nothing to judge", () => {
    assert.equal(verdictsOf([rule("rds-proxy-tls")], {}, [], log)[0]?.result, "not used");
  });

  it("have a word for each result, what was found, and the controls with their link", () => {
    const page = policiesSection(verdicts, "prod").text;
    assert.match(page, /<td class="result">violated<\/td><th scope="row"><code>rds-multi-az<\/code>/);
    assert.match(page, /<li>it is &lt;not&gt;: db<\/li><\/ul>Remedy: set multiAz: true/);
    assert.match(page, /<li>open: the value of x: db, other<\/li>/);
    assert.match(page, /<li>mended: copyTagsToSnapshot is true: replica<\/li>/);
    assert.match(page, /1 resource in order/);
    assert.match(page, /<a href="https:\/\/[^"]+">FSBP RDS\.5[^<]*<\/a>/);
    assert.doesNotMatch(page, /<not>/);
  });
});
