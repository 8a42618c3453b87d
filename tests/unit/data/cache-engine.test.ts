import assert from "node:assert/strict";
import { cacheFamily, replicationParameters } from "../../../infra/data/cache-engine";

describe("cacheFamily", () => {
  for (const [engine, version, family] of [
    ["valkey", "8.0", "valkey8"],
    ["valkey", "7.2", "valkey7"],
    ["redis", "7.1", "redis7"],
    ["memcached", "1.6.22", "memcached1.6"],
  ] as const) {
    it(`of ${engine} ${version} is ${family}`, () => assert.equal(cacheFamily(engine, version), family));
  }
});

describe("replicationParameters", () => {
  const stated = { "maxmemory-policy": "allkeys-lru", "cluster-enabled": "yes" };

  it("keep what the stack file states, but not about cluster mode", () => {
    assert.deepEqual(replicationParameters(stated, 1), [{ name: "maxmemory-policy", value: "allkeys-lru" }]);
  });

  it("turn cluster mode on with the second shard", () => {
    assert.deepEqual(replicationParameters({ ...stated, "cluster-enabled": "no" }, 2), [
      { name: "maxmemory-policy", value: "allkeys-lru" },
      { name: "cluster-enabled", value: "yes" },
    ]);
  });
});
