import assert from "node:assert/strict";
import {
  before,
  formatRecord,
  live,
  nothingReleased,
  parseRecord,
  type Record,
  released,
  rolledBack,
  withLive,
} from "../../../infra/release/record";

const [one, two, three] = ["1", "2", "3"].map((id) => ({ id, at: `2026-01-0${id}T00:00:00Z`, commit: `c${id}` })) as [
  Release,
  Release,
  Release,
];
type Release = Record["releases"][number];

describe("the record of releases", () => {
  const all = [one, two, three].reduce(released, nothingReleased);

  it("has the live one last, and knows the one before", () => {
    assert.deepEqual(live(all), three);
    assert.deepEqual(before(all), two);
    assert.equal(before(released(nothingReleased, one)), undefined);
  });

  it("does not have a release twice because it is deployed again", () => {
    assert.deepEqual(released(all, { ...three, at: "later" }), all);
  });

  it("holds back what was rolled back, until something else is released", () => {
    const back = rolledBack(all, two);
    assert.deepEqual([live(back), back.heldBack, before(back)], [two, three, one]);
    assert.equal(released(back, { id: "4" }).heldBack, undefined);
    assert.equal(released(back, three).heldBack, undefined);
  });

  it("has the release that was live before anything was recorded", () => {
    const known = withLive(nothingReleased, "7");
    assert.deepEqual(before(released(known, { id: "8" })), { id: "7" });
    assert.equal(withLive(all, "3"), all);
  });

  it("forgets what is older than a hundred releases", () => {
    const many = Array.from({ length: 150 }, (_, index) => ({ id: String(index) })).reduce(released, nothingReleased);
    assert.deepEqual([many.releases.length, many.releases[0]?.id], [100, "50"]);
  });

  it("is read as it was written, and nothing else is taken for one", () => {
    const back = rolledBack(all, one);
    assert.deepEqual(parseRecord(formatRecord(back)), back);
    assert.throws(() => parseRecord('{"releases":"none"}'));
    assert.throws(() => parseRecord(""));
  });
});
