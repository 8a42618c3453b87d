import assert from "node:assert/strict";
import { posts } from "../../../app/data/collections";
import { DatabaseAway } from "../../../app/data/database";
import { openStore } from "../../../app/data/open-store";
import type { Environment } from "../../../app/data/settings";
import { recordedLog } from "./recorded-log";

/** Nothing listens on port 1. */
const database = {
  DATABASE_ENGINE: "postgres",
  DATABASE_HOST: "127.0.0.1",
  DATABASE_PORT: "1",
  DATABASE_NAME: "app",
  DATABASE_USER: "function_posts",
  AWS_REGION: "eu-west-1",
};

function open(environment: Environment) {
  const { log, events } = recordedLog();
  return { store: openStore(posts, { environment, connections: 1, log }), events };
}

describe("openStore", () => {
  it("serves what is built in where there is no database, with a cache too", async () => {
    for (const environment of [{}, { CACHE_ENGINE: "memcached" }]) {
      const { store } = open(environment);
      assert.deepEqual(await store.list(), posts.seed);
      assert.deepEqual(await store.get("1"), posts.seed[0]);
      await store.close();
    }
  });

  it("asks nothing of the database before the first use, and then is away as it is", async () => {
    const { store } = open(database);
    await assert.rejects(store.list(), DatabaseAway);
    await store.close();
  });

  it("refuses a database whose language the sample does not speak", () => {
    assert.throws(() => open({ ...database, DATABASE_ENGINE: "mysql" }), /DATABASE_ENGINE is mysql; .* postgres only/);
  });

  it("reads the database where the cache is memcached, and says so once", async () => {
    const { store, events } = open({ ...database, CACHE_ENGINE: "memcached" });
    await assert.rejects(store.list(), DatabaseAway);
    await assert.rejects(store.list(), DatabaseAway);
    assert.deepEqual(events(), ["cache_not_used"]);
  });

  it("needs to know the region, for tokens", () => {
    const message = /AWS_REGION is not set/;
    assert.throws(() => open({ ...database, AWS_REGION: undefined }), message);
  });
});
