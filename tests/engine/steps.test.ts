import assert from "node:assert/strict";
import { stepsOf, unexplained } from "./steps";

const event = (op: string, name: string, before: object | undefined, now: object | undefined) => {
  const [urn, type] = [`urn:pulumi:dev::project::aws:s3/bucket:Bucket::${name}`, "aws:s3/bucket:Bucket"];
  const metadata = { op, urn, type, old: before && { inputs: before }, new: now && { inputs: now } };
  return JSON.stringify({ sequence: 1, resourcePreEvent: { metadata } });
};
const log = [
  JSON.stringify({ preludeEvent: {} }),
  event("same", "kept", { tags: { a: "1" } }, { tags: { a: "1" } }),
  event("update", "changed", { tags: { a: "1" } }, { tags: { a: "2" } }),
  event("update", "again", { tags: { a: "1", b: "2" } }, { tags: { b: "2", a: "1" } }),
  event("delete", "gone", { tags: {} }, undefined),
  "",
].join("\n");

describe("steps of an update's events", () => {
  it("are all that it does to resources, with what the program says and said of them", () => {
    const [, changed, , gone] = stepsOf(log);
    assert.deepEqual(
      [changed?.op, changed?.type, changed?.inputsBefore, changed?.inputs],
      ["update", "aws:s3/bucket:Bucket", { tags: { a: "1" } }, { tags: { a: "2" } }],
    );
    assert.deepEqual([gone?.op, gone?.inputs], ["delete", {}]);
  });

  it("are unexplained where they send again what was sent before", () => {
    const names = unexplained(stepsOf(log)).map((urn) => urn.split("::").at(-1));
    assert.deepEqual(names, ["again"]);
  });
});
