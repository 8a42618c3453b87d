import assert from "node:assert/strict";
import { goneFrom, newIn } from "../../../../infra/data/setup/wanted";

const before = { database: "db-1", users: ["a", "b"], migrations: { "0001": "x", "0002": "y" }, programs: "1" };

describe("what is to be set up", () => {
  it("is all of it in a new database", () => {
    assert.deepEqual(newIn(undefined, before), ["+ user a", "+ user b", "+ migration 0001", "+ migration 0002"]);
    assert.deepEqual(goneFrom(undefined, before), []);
  });

  it("is what is new or another, and never what was done", () => {
    const users = ["b", "c"];
    const migrations = { ...before.migrations, "0002": "z", "0003": "n" };
    assert.deepEqual(newIn(before, { ...before, users, migrations }), [
      "+ user c",
      "~ migration 0002",
      "+ migration 0003",
    ]);
    assert.deepEqual(goneFrom(before, { database: "db-1", users }), ["- user a"]);
  });

  it("is everything where another database takes the place", () => {
    assert.deepEqual(newIn(before, { ...before, database: "db-2" }).length, 4);
    assert.deepEqual(goneFrom(before, { database: "db-2", users: [] }), []);
  });

  it("is taken for the same database where a preview does not know yet which it is", () => {
    assert.deepEqual(newIn(before, { ...before, database: undefined }), []);
  });
});
