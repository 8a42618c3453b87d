import assert from "node:assert/strict";
import fc from "fast-check";
import { common, isWithin, matches, patternText, samplePath } from "../../../../infra/compute/routes/pattern";
import { read, requests, tables } from "./tables";

/** Two patterns, and a path that is about one of them. */
const pairs = tables("functions")
  .filter((table) => table.length > 1)
  .chain((table) => {
    const routes = read(...table);
    return fc.record({
      one: fc.constantFrom(...routes.map(({ path }) => path)),
      other: fc.constantFrom(...routes.map(({ path }) => path)),
      path: requests(table).map((request) => request.path),
    });
  });

describe("common", () => {
  it("matches the paths that both patterns match", () => {
    fc.assert(
      fc.property(pairs, ({ one, other, path }) => {
        const shared = common(one, other);
        const expected = matches(one, path) && matches(other, path);
        assert.equal(
          shared !== undefined && matches(shared, path),
          expected,
          `${patternText(one)} ${patternText(other)}`,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("has a sample that both patterns match", () => {
    fc.assert(
      fc.property(pairs, ({ one, other }) => {
        const shared = common(one, other);
        if (shared === undefined) return;
        assert.ok(matches(one, samplePath(shared)) && matches(other, samplePath(shared)));
      }),
      { numRuns: 2000 },
    );
  });

  const [root, variable, greedy] = read(...["/", "/{x}", "/*"].map((route) => ({ route, to: "instances" }))).map(
    ({ path }) => path,
  );

  it("is nothing for the root and a variable, which is never empty", () => {
    assert.ok(root && variable && greedy);
    for (const other of [variable, greedy]) {
      assert.equal(common(root, other), undefined);
      assert.equal(common(other, root), undefined);
    }
    assert.ok(isWithin(variable, greedy));
    assert.ok(!isWithin(greedy, variable));
  });
});
