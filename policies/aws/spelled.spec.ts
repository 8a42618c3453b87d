import assert from "node:assert/strict";

import { unknownCheckingProxy } from "../frame/sdk";
import { UNKNOWN } from "../testing/fixtures";
import { isFalse, isGiven, isTrue, numberOf } from "./spelled";

describe("isTrue and isFalse", () => {
  for (const [value, truth, falsehood] of [
    [true, true, false],
    ["true", true, false],
    ["True", true, false],
    ["1", true, false],
    [false, false, true],
    ["false", false, true],
    ["FALSE", false, true],
    ["0", false, true],
    [undefined, false, false],
    ["", false, false],
    ["yes", false, false],
    [1, false, false],
  ] as const) {
    it(`read ${String(value)}, ${typeof value}`, () =>
      assert.deepEqual([isTrue(value), isFalse(value)], [truth, falsehood]));
  }
});

describe("numberOf", () => {
  it("reads numbers, and the text of them", () => {
    assert.deepEqual([7, "7", "07", 0].map(numberOf), [7, 7, 7, 0]);
    assert.deepEqual(["", "7d", "-7", true, undefined, [7]].map(numberOf), Array(6).fill(undefined));
  });
});

describe("isGiven", () => {
  it("counts what is unknown, and not what is empty or left out", () => {
    const inputs = unknownCheckingProxy({ a: UNKNOWN, b: "x", c: "", d: [], e: undefined, g: [UNKNOWN], h: false });
    assert.deepEqual(
      ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => isGiven<Record<string, unknown>>(inputs, name)),
      [true, true, false, false, false, false, true, true],
    );
  });
});
