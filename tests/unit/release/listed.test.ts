import assert from "node:assert/strict";
import { listed, tableOf } from "../../../scripts/release/listed";

describe("the list of releases", () => {
  const record = {
    releases: [
      { id: "6" },
      { id: "7", at: "2026-01-02T03:04:05.678Z", commit: "abc" },
      { id: "6", at: "2026-01-03T00:00:00Z" },
    ],
    heldBack: { id: "7" },
  };

  it("begins with the one that is live, and says what is held back", () => {
    assert.deepEqual(
      listed("functions/posts", record).map(({ release, is }) => `${release} ${is}`),
      ["6 live", "7 held back", "6 earlier"],
    );
  });

  it("is a table with a line each", () => {
    assert.deepEqual(tableOf([listed("functions/posts", record)]).split("\n"), [
      "what             release  out since (UTC)      commit",
      "functions/posts  6        2026-01-03T00:00:00  -       live",
      "functions/posts  7        2026-01-02T03:04:05  abc     held back",
      "functions/posts  6        -                    -       earlier",
    ]);
  });

  it("shows ten of each at most", () => {
    const many = { releases: Array.from({ length: 30 }, (_, index) => ({ id: String(index) })) };
    const rows = tableOf([listed("a", many), listed("b", many)]).split("\n");
    assert.equal(rows.length, 21);
    assert.match(rows[1] ?? "", /^a +29 /);
  });
});
