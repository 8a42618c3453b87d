import assert from "node:assert/strict";
import fc from "fast-check";
import { spread } from "../../../infra/data/zones";

describe("spread", () => {
  it("deals nodes out in turn", () => {
    assert.deepEqual(spread(5, ["a", "b"]), ["a", "b", "a", "b", "a"]);
    assert.deepEqual(spread(2, ["a", "b", "c"]), ["a", "b"]);
    assert.deepEqual(spread(0, ["a", "b"]), []);
  });

  it("gives no zone two nodes more than another", () => {
    const zones = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.nat({ max: 40 }), zones, (nodes, names) => {
        const placed = spread(nodes, names);
        assert.equal(placed.length, nodes);
        const counts = names.map((zone) => placed.filter((each) => each === zone).length);
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
      }),
    );
  });

  it("moves no node when nodes are added", () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.array(fc.string(), { minLength: 1, maxLength: 6 }), (nodes, zones) => {
        assert.deepEqual(spread(nodes + 1, zones).slice(0, nodes), spread(nodes, zones));
      }),
    );
  });
});
