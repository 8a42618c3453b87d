import assert from "node:assert/strict";
import { drifted } from "../../scripts/drift";

describe("a report of drift", () => {
  it("shows what differs, and how it is taken back", () => {
    const text = drifted("dev", "  ~ backupRetentionPeriod: 7 => 1\n");
    assert.match(text, /^What was changed in AWS since the last deployment of `dev`/);
    assert.match(text, /\n~~~~diff\n~ backupRetentionPeriod: 7 => 1\n~~~~\n/);
    assert.match(text, /`pulumi refresh --stack dev`/);
  });

  it("fits into an issue of GitHub's, and says that there is more", () => {
    const text = drifted("dev", "~ a long line that differs\n".repeat(10_000));
    assert.ok(text.length < 65_536);
    assert.match(text, /\.\.\. and more\n~~~~/);
  });
});
