import assert from "node:assert/strict";
import type { PGlite } from "@electric-sql/pglite";
import { posts, users } from "../../../app/data/collections";
import { TableStore } from "../../../app/data/table-store";
import { emptyDatabase, sampleDatabase } from "./pglite";

describe("TableStore", function () {
  this.timeout(30_000);
  let database: PGlite;
  beforeEach(async () => {
    database = await sampleDatabase();
  });

  it("serves what the sample's migration put into the tables, which is what is built in", async () => {
    const store = new TableStore(database, posts);
    assert.deepEqual(await store.list(), posts.seed);
    assert.deepEqual(await store.get("2"), posts.seed[1]);
    assert.equal(await store.get("4"), undefined);
    assert.deepEqual(await new TableStore(database, users).list(), users.seed);
  });

  it("makes no table", async () => {
    await emptyDatabase();
    await assert.rejects(new TableStore(database, posts).list(), /relation "posts" does not exist/);
  });

  it("takes an id for a value, whatever it says", async () => {
    const store = new TableStore(database, posts);
    assert.equal(await store.get("1'; drop table posts; --"), undefined);
    assert.deepEqual(await store.list(), posts.seed);
  });

  it("lists a hundred items at most", async () => {
    await database.query("insert into posts select 'p' || n, 't', 'b' from generate_series(1, 200) n");
    assert.equal((await new TableStore(database, posts).list()).length, 100);
  });
});
