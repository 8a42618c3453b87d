import assert from "node:assert/strict";
import fc from "fast-check";
import { changesBetween } from "../../../../infra/edge/publishing/changes";
import { formatManifest, type Manifest, parseManifest } from "../../../../infra/edge/publishing/manifest";

const path = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !/\p{Cc}/u.test(text));
const manifest = fc
  .array(fc.tuple(path, fc.stringMatching(/^[0-9a-f]{4}$/)), { maxLength: 20 })
  .map((entries): Manifest => new Map(entries));

describe("a manifest", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(manifest, (site) => {
        assert.deepEqual(new Map(parseManifest(formatManifest(site))), new Map(site));
      }),
    );
  });

  it("has one text, whatever the order of its files", () => {
    fc.assert(
      fc.property(manifest, (site) => {
        assert.equal(formatManifest(new Map([...site].toReversed())), formatManifest(site));
      }),
    );
  });

  it("refuses other texts", () => {
    for (const text of ["nodigest", " path", "digest "]) assert.throws(() => parseManifest(text), /not a line/);
  });
});

describe("changes between two sites", () => {
  it("are what is new, other and gone", () => {
    const before = new Map(Object.entries({ same: "1", other: "1", gone: "1" }));
    const after = new Map(Object.entries({ same: "1", other: "2", new: "1" }));
    assert.deepEqual(changesBetween(before, after), { added: ["new"], changed: ["other"], removed: ["gone"] });
  });

  it("make one site the other", () => {
    fc.assert(
      fc.property(manifest, manifest, (before, after) => {
        const { added, changed, removed } = changesBetween(before, after);
        const result = new Map(before);
        for (const gone of removed) assert.ok(result.delete(gone));
        for (const path of [...added, ...changed]) result.set(path, after.get(path) ?? "");
        assert.deepEqual(new Map([...result].sort()), new Map([...after].sort()));
        assert.equal(new Set([...added, ...changed, ...removed]).size, added.length + changed.length + removed.length);
        for (const path of changed) assert.notEqual(before.get(path), after.get(path));
      }),
    );
  });
});
