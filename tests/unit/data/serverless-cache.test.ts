import assert from "node:assert/strict";
import { environments } from "../../../infra/settings/presets";
import { assertIncludes } from "../assert-includes";
import { cacheTypes, deployed, identifier, keyArn } from "./cache-fixture";

/** Users of a serverless cache are named after its security group. */
const users = identifier.replace("cache", "cache-target");

describe("ServerlessCache", () => {
  for (const environment of environments) {
    it(`in ${environment} is encrypted under its own key, knows its users and is backed up`, async () => {
      const { inputs } = (await deployed("serverless", {}, environment)).one(cacheTypes.serverless);
      assertIncludes(inputs, { engine: "valkey", majorEngineVersion: "8", kmsKeyId: keyArn, userGroupId: users });
      assert.equal(inputs["dailySnapshotTime"], "01:00");
      assert.ok(Number(inputs["snapshotRetentionLimit"]) >= 1);
    });
  }

  it("stands in three zones at most, as many as ElastiCache takes", async () => {
    const { inputs } = (await deployed("serverless")).one(cacheTypes.serverless);
    assert.deepEqual(inputs["subnetIds"], ["subnet-1", "subnet-2", "subnet-3"]);
  });

  it("stays where it is when the network has more zones", async () => {
    assert.ok((await deployed("serverless")).one(cacheTypes.serverless).ignoreChanges.includes("subnetIds"));
  });

  it("is made from a snapshot, which counts only then", async () => {
    const snapshot = "arn:aws:elasticache:eu-west-1:123456789012:serverlesscachesnapshot:one";
    const restored = (await deployed("serverless", { restore: { snapshot } })).one(cacheTypes.serverless);
    assert.deepEqual(restored.inputs["snapshotArnsToRestores"], [snapshot]);
    const empty = (await deployed("serverless")).one(cacheTypes.serverless);
    assert.equal(empty.inputs["snapshotArnsToRestores"], undefined);
    for (const cache of [restored, empty]) assert.ok(cache.ignoreChanges.includes("snapshotArnsToRestores"));
  });

  it("takes its settings", async () => {
    const deployment = await deployed("serverless", {
      engine: "redis",
      majorEngineVersion: "7",
      maxDataStorageGib: 12,
      maxEcpuPerSecond: 7000,
      snapshots: { retentionDays: 3, window: "23:30-00:30" },
    });
    assertIncludes(deployment.one(cacheTypes.serverless).inputs, {
      engine: "redis",
      majorEngineVersion: "7",
      cacheUsageLimits: { dataStorage: { maximum: 12, unit: "GB" }, ecpuPerSeconds: [{ maximum: 7000 }] },
      snapshotRetentionLimit: 3,
      dailySnapshotTime: "23:30",
    });
    assert.equal(deployment.all("aws:elasticache/user:User").length, 2);
  });

  it("of Memcached has no users", async () => {
    const deployment = await deployed("serverless", { engine: "memcached" });
    assert.equal(deployment.one(cacheTypes.serverless).inputs["userGroupId"], undefined);
    assert.deepEqual(deployment.all("aws:elasticache/userGroup:UserGroup"), []);
    assert.equal(deployment.outputs.port, 11211);
  });

  it("tells where it is", async () => {
    const { outputs } = await deployed("serverless");
    assert.deepEqual([outputs.endpoint, outputs.port], ["serverless.local", 6379]);
    assert.deepEqual(outputs.reader, { endpoint: "serverless.local", port: 6380 });
    assert.equal(outputs.user?.name, users);
  });
});
