import assert from "node:assert/strict";
import type { PGlite } from "@electric-sql/pglite";
import { type Collection, posts } from "../../../app/data/collections";
import type { Database } from "../../../app/data/database";
import { TableStore } from "../../../app/data/table-store";
import { emptyDatabase } from "./pglite";

/** The database, and every statement that it was sent. */
function recorded(database: PGlite): { database: Database; statements: string[] } {
  const statements: string[] = [];
  const wrap = (target: Pick<PGlite, "query">): Pick<Database, "query"> => ({
    query: (sql, parameters) => {
      statements.push(sql);
      return target.query(sql, parameters);
    },
  });
  return {
    statements,
    database: {
      ...wrap(database),
      transaction: (work) =>
        database.transaction((transaction) => {
          statements.push("begin");
          return work(wrap(transaction));
        }),
    },
  };
}

describe("TableStore", function () {
  this.timeout(30_000);
  let database: PGlite;
  beforeEach(async () => {
    database = await emptyDatabase();
  });

  it("makes and fills its table on first use", async () => {
    const store = new TableStore(database, posts);
    assert.deepEqual(await store.list(), posts.seed);
    assert.deepEqual(await store.get("2"), posts.seed[1]);
    assert.equal(await store.get("4"), undefined);
  });

  it("does so once when several instances start together", async () => {
    const stores = Array.from({ length: 5 }, () => new TableStore(database, posts));
    for (const list of await Promise.all(stores.map((store) => store.list()))) assert.deepEqual(list, posts.seed);
  });

  it("looks, locks, looks again, and only then creates, all but the first in one transaction", async () => {
    const { database: spied, statements } = recorded(database);
    await new TableStore(spied, posts).list();
    assert.deepEqual(
      statements.map((sql) => /begin|to_regclass|pg_advisory_xact_lock|create table|insert|from posts/.exec(sql)?.[0]),
      ["to_regclass", "begin", "pg_advisory_xact_lock", "to_regclass", "create table"].concat(
        posts.seed.map(() => "insert"),
        "from posts",
      ),
    );
  });

  it("leaves a table that another made meanwhile as it is", async () => {
    const { database: spied, statements } = recorded(database);
    const transaction = spied.transaction.bind(spied);
    spied.transaction = async (work) => {
      await new TableStore(database, posts).list();
      return transaction(work);
    };
    assert.deepEqual(await new TableStore(spied, posts).list(), posts.seed);
    assert.ok(!statements.some((sql) => sql.startsWith("create")));
  });

  it("does not bring back what was deleted", async () => {
    await new TableStore(database, posts).list();
    await database.query("delete from posts where id = '1'");
    assert.deepEqual(await new TableStore(database, posts).list(), posts.seed.slice(1));
  });

  it("takes an id for a value, whatever it says", async () => {
    const store = new TableStore(database, posts);
    assert.equal(await store.get("1'; drop table posts; --"), undefined);
    assert.deepEqual(await store.list(), posts.seed);
  });

  it("leaves no table behind when filling it fails, and tries again next time", async () => {
    const twice: Collection<(typeof posts.seed)[number]> = {
      ...posts,
      seed: [posts.seed[0], posts.seed[0]].flatMap((post) => post ?? []),
    };
    const store = new TableStore(database, twice);
    await assert.rejects(store.list(), /duplicate key/);
    assert.deepEqual((await database.query("select to_regclass('posts') as found")).rows, [{ found: null }]);
    await new TableStore(database, posts).list();
    assert.deepEqual(await store.list(), posts.seed);
  });

  it("lists a hundred items at most", async () => {
    const store = new TableStore(database, posts);
    await store.list();
    await database.query("insert into posts select 'p' || n, 't', 'b' from generate_series(1, 200) n");
    assert.equal((await store.list()).length, 100);
  });
});
