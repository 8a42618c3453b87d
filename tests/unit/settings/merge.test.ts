import assert from "node:assert/strict";
import { Entries, merge, Variants } from "../../../infra/settings/merge";

describe("merge", () => {
  const kinds = new Variants("kind", {
    small: { kind: "small", size: 1 },
    large: { kind: "large", size: 9, spare: true },
  });

  it("completes by what the discriminator names, or by the first variant", () => {
    assert.deepEqual(merge(kinds, { kind: "large", size: 8 }), { kind: "large", size: 8, spare: true });
    assert.deepEqual(merge(kinds, { size: 2 }), { kind: "small", size: 2 });
    assert.deepEqual(merge(kinds, undefined), { kind: "small", size: 1 });
    assert.deepEqual(merge(kinds, { kind: "toString" }), { kind: "toString", size: 1 });
  });

  it("chooses variants inside of variants by what is stated there", () => {
    const outer = new Variants("of", { a: { of: "a", part: kinds } });
    assert.deepEqual(merge(outer, { part: { kind: "large" } }), {
      of: "a",
      part: { kind: "large", size: 9, spare: true },
    });
  });

  it("takes the names of a map from the stack file, and completes each", () => {
    const map = new Entries({ memory: 128, tags: {} }, { sample: { memory: 256 } });
    assert.deepEqual(merge(map, undefined), { sample: { memory: 256, tags: {} } });
    assert.deepEqual(merge(map, { own: { memory: 512 }, other: null }), {
      own: { memory: 512, tags: {} },
      other: { memory: 128, tags: {} },
    });
    assert.deepEqual(merge(map, {}), {});
    assert.equal(merge(map, "text"), "text");
  });
});
