import assert from "node:assert/strict";
import { Progress } from "../progress";
import { changeLines, progressLines, summaryOf } from "../shown";

const urn = (name: string) => `urn:pulumi:dev::web-platform::x::${name}`;
const step = (kind: string, timestamp: number, op: string, name: string, more: object = { provider: "aws" }) =>
  JSON.stringify({
    timestamp,
    [kind]: { metadata: { op, urn: urn(name), type: "aws:rds/instance:Instance", ...more } },
  });
const begins = (...of: [at: number, op: string, name: string, more?: object]) => step("resourcePreEvent", ...of);
const ends = (...of: [at: number, op: string, name: string]) => step("resOutputsEvent", ...of);
const summary = (resourceChanges: object, durationSeconds = 108) =>
  JSON.stringify({ timestamp: 0, summaryEvent: { resourceChanges, durationSeconds } });

function progress(...lines: string[]): Progress {
  const result = new Progress();
  result.take(lines);
  return result;
}

describe("the progress of an operation", () => {
  it("names what is waited for, the longest first, once it has taken a while", () => {
    const running = progress(
      begins(100, "create", "bucket"),
      begins(101, "create", "database"),
      begins(102, "create", "cache"),
      begins(140, "create", "function"),
      ends(103, "create", "bucket"),
      step("resOpFailedEvent", 104, "create", "cache"),
    );
    assert.deepEqual(progressLines("Updating dev", running, 140, 98, 141), [
      "Updating dev: 2 of 140 done, 43 s",
      "  aws:rds.Instance database  40 s",
    ]);
  });

  it("names few, and says how many more there are", () => {
    const running = progress(...["a", "b", "c", "d", "e", "f", "g"].map((name) => begins(1, "create", name)));
    assert.deepEqual(progressLines("x", running, 7, 0, 100).slice(-2), [
      "  aws:rds.Instance e  1 min 39 s",
      "  and 2 more",
    ]);
  });

  it("passes over what stays the same, parts of replacements and components that wait for their resources", () => {
    const running = progress(
      begins(1, "same", "a"),
      ends(1, "same", "a"),
      begins(1, "create-replacement", "b"),
      begins(1, "create", "component", {}),
      begins(1, "create", "unfinished component", {}),
      ends(2, "create", "component"),
      ends(9, "create", "component"),
    );
    assert.deepEqual(progressLines("x", running, 2, 0, 100), ["x: 1 of 2 done, 1 min 40 s"]);
  });

  it("keeps what the program says, and not what the engine says of itself", () => {
    const said = (severity: string, message: string) =>
      JSON.stringify({ timestamp: 1, diagnosticEvent: { severity, message } });
    const running = progress(said("info", "published: 6 uploaded\n"), said("debug", "found"), said("warning", "old"));
    assert.deepEqual(running.messages, ["published: 6 uploaded", "old"]);
  });
});

describe("what an operation changes", () => {
  it("is each resource with what differs, where these are few", () => {
    const diff = { provider: "aws", detailedDiff: { backupRetentionPeriod: {}, "tags.Owner": {} } };
    const planned = progress(begins(1, "update", "database", diff), summary({ same: 139, update: 1 }));
    assert.deepEqual(changeLines(planned), [
      "1 to change.",
      "  update aws:rds.Instance database: backupRetentionPeriod, tags.Owner",
    ]);
    assert.equal(planned.total, 1);
  });

  it("is how many there are of each kind, where these are many", () => {
    const many = Array.from({ length: 21 }, (_, index) => begins(1, "create", `r${index}`));
    const planned = progress(...many, summary({ create: 21, delete: 2, same: 3 }));
    assert.deepEqual(changeLines(planned), ["21 to create, 2 to delete."]);
    assert.equal(summaryOf(planned), "21 created, 2 deleted in 1 min 48 s");
  });

  it("is said where there is nothing", () => {
    const planned = progress(summary({ same: 140 }));
    assert.deepEqual(changeLines(planned), ["Nothing to change."]);
    assert.equal(summaryOf(planned), "");
  });
});
