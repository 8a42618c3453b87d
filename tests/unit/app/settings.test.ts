import assert from "node:assert/strict";
import { dataSettings } from "../../../app/data/settings";
import { assertIncludes } from "../assert-includes";

const database = {
  DATABASE_ENGINE: "postgres",
  DATABASE_HOST: "db.internal",
  DATABASE_PORT: "5432",
  DATABASE_NAME: "app",
  DATABASE_USER: "function_posts",
};
const cache = {
  CACHE_ENGINE: "valkey",
  CACHE_HOST: "cache.internal",
  CACHE_PORT: "6379",
  CACHE_CLUSTER: "false",
  CACHE_USER: "app",
  CACHE_NAME: "group",
};

describe("The environment", () => {
  it("may name neither database nor cache", () => {
    assert.deepEqual(dataSettings({}), { database: undefined, cache: undefined });
  });

  it("says where the database is and who signs in", () => {
    assert.deepEqual(dataSettings(database).database, {
      engine: "postgres",
      host: "db.internal",
      port: 5432,
      name: "app",
      user: "function_posts",
    });
  });

  it("says where the cache is and whom its tokens are for", () => {
    assert.deepEqual(dataSettings(cache).cache, {
      engine: "valkey",
      host: "cache.internal",
      port: 6379,
      cluster: false,
      user: "app",
      name: "group",
      serverless: false,
    });
  });

  for (const [variable, cluster, serverless] of [
    ["CACHE_CLUSTER", true, false],
    ["CACHE_SERVERLESS", true, true],
  ] as const) {
    it(`asks for the cluster protocol with ${variable}`, () => {
      const settings = dataSettings({ ...cache, [variable]: "true" });
      assertIncludes({ ...settings.cache }, { cluster, serverless });
    });
  }

  it("needs no user for memcached, which has none", () => {
    assert.deepEqual(dataSettings({ CACHE_ENGINE: "memcached" }).cache, { engine: "memcached" });
  });

  for (const variable of Object.keys({ ...database, ...cache }).filter(
    (name) => !["DATABASE_ENGINE", "CACHE_ENGINE", "CACHE_CLUSTER"].includes(name),
  )) {
    it(`must not leave ${variable} out`, () => {
      const environment = { ...database, ...cache, [variable]: undefined };
      assert.throws(() => dataSettings(environment), { name: "SettingsError", message: `${variable} is not set` });
    });
  }

  for (const [variable, value, message] of [
    ["DATABASE_PORT", "postgres", /no port from 1 to 65535/],
    ["CACHE_PORT", "70000", /no port from 1 to 65535/],
    ["CACHE_ENGINE", "dragonfly", /may be valkey, redis, memcached/],
  ] as const) {
    it(`must not say ${variable}=${value}`, () => {
      assert.throws(() => dataSettings({ ...database, ...cache, [variable]: value }), message);
    });
  }
});
