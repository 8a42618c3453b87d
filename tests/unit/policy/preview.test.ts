import assert from "node:assert/strict";
import { wasJudged } from "../../../scripts/policy/preview";

const event = (name: string, content: object) => `${JSON.stringify({ [name]: content })}\n`;
const refusal = event("policyEvent", {
  message: "Found: x.",
  policyName: "rds-multi-az",
  enforcementLevel: "mandatory",
});
const advice = event("policyEvent", { message: "Found: x.", policyName: "rds-multi-az", enforcementLevel: "advisory" });
const about = (type: string) =>
  event("policyAnalyzeSummaryEvent", { resourceUrn: `urn:pulumi:prod::web-platform::${type}::x`, passed: [] });
const verdict = event("policyAnalyzeStackSummaryEvent", { passed: ["vpc-two-azs"] });
const stackJudged = about("pulumi:pulumi:Stack") + about("aws:s3/bucket:Bucket") + verdict;
const failed = event("summaryEvent", { isPreview: true, result: "failed" });

describe("wasJudged", () => {
  it("is true of a preview that nothing refused", () => {
    assert.ok(wasJudged({ log: advice + stackJudged, isAccepted: true }));
  });

  it("is true of a preview that came to its end, and that a mandatory rule refused", () => {
    assert.ok(wasJudged({ log: refusal + stackJudged + failed, isAccepted: false }));
  });

  for (const [what, log] of [
    ["did not begin", ""],
    ["failed before the first resource", failed],
    ["failed on the way, with advice so far", advice + failed],
    ["failed on the way, with a refusal so far", refusal + failed],
    ["came to its end, and failed by something else than a rule", advice + stackJudged + failed],
  ] as const) {
    it(`is false of a preview that ${what}`, () => assert.ok(!wasJudged({ log, isAccepted: false })));
  }

  for (const [what, log] of [
    ["there is no resource", about("pulumi:pulumi:Stack") + verdict],
    ["the pack has no rule", about("aws:s3/bucket:Bucket") + event("policyAnalyzeStackSummaryEvent", { passed: null })],
    ["no pack was asked", ""],
  ] as const) {
    it(`is false where ${what}, although nothing refused it`, () => assert.ok(!wasJudged({ log, isAccepted: true })));
  }
});
