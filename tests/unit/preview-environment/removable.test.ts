import assert from "node:assert/strict";
import { removable } from "../../../scripts/preview-environment/removable";
import { sweep } from "../../../scripts/preview-environment/sweep";

const now = new Date("2026-11-30T12:00:00Z");
const lastUpdate = "2026-11-30T11:00:00Z";
const removed = (name: string, asking: readonly number[], last = lastUpdate) =>
  removable([{ name, lastUpdate: last }], asking, now);

describe("the stack of a pull request", () => {
  it("is kept while the pull request asks for it", () => {
    assert.deepEqual(removed("pr-7", [7]), []);
  });

  it("is removed when the pull request does not, however new it is", () => {
    assert.deepEqual(removed("pr-7", [6, 70]), ["pr-7"]);
    assert.deepEqual(removable([{ name: "pr-7" }], [], now), ["pr-7"]);
  });

  it("is removed three days after it was last deployed", () => {
    assert.deepEqual(removed("pr-7", [7], "2026-11-27T12:00:01Z"), []);
    assert.deepEqual(removed("pr-7", [7], "2026-11-27T12:00:00Z"), ["pr-7"]);
  });

  it("is kept before it is deployed at all", () => {
    assert.deepEqual(removable([{ name: "pr-7" }], [7], now), []);
  });

  it("is known with its organization, and named without it", () => {
    assert.deepEqual(removed("owner/pr-7", []), ["pr-7"]);
    assert.deepEqual(removed("owner/pr-7", [7]), []);
  });

  for (const name of ["dev", "prod", "pr", "pr-", "pr-7a", "pr-7-b", "x-pr-7", "PR-7", "pr-7/dev"]) {
    it(`is never ${name}, however old that is`, () => {
      assert.deepEqual(removed(name, [], "2020-01-01T00:00:00Z"), []);
    });
  }
});

describe("the sweep", () => {
  it("reads what pulumi and gh print, and tells what a matrix takes", () => {
    const stacks = JSON.stringify([
      { name: "dev", current: true, lastUpdate, resourceCount: 3 },
      { name: "pr-7", current: false, lastUpdate, resourceCount: 0 },
      { name: "pr-8", current: false, resourceCount: 0 },
    ]);
    assert.equal(sweep(stacks, JSON.stringify([{ number: 7 }]), now), '["pr-8"]');
    assert.equal(sweep("[]", "[]", now), "[]");
  });

  it("removes nothing where it was told nothing", () => {
    assert.throws(() => sweep("[]", "", now));
    assert.throws(() => sweep("", "[]", now));
    assert.throws(() => sweep("[]", JSON.stringify({ message: "Not Found" }), now));
  });
});
