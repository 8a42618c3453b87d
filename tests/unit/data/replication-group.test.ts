import assert from "node:assert/strict";
import { type Environment, environments } from "../../../infra/settings/presets";
import type { Registration } from "../harness";
import { assertIncludes } from "../assert-includes";
import { cacheTypes, deployed, identifier, keyArn } from "./cache-fixture";

type Settings = Parameters<typeof deployed<"replication-group">>[1];

const groupOf = async (settings: Settings = {}, environment: Environment = "prod"): Promise<Registration> =>
  (await deployed("replication-group", settings, environment)).one(cacheTypes["replication-group"]);

describe("ReplicationGroup", () => {
  for (const environment of environments) {
    describe(`in ${environment}`, () => {
      let inputs: Registration["inputs"];
      before(async () => {
        inputs = (await groupOf({}, environment)).inputs;
      });

      for (const [what, expected] of [
        ["fails over to a replica in another zone", { automaticFailoverEnabled: true, multiAzEnabled: true }],
        ["is encrypted at rest under its own key", { atRestEncryptionEnabled: true, kmsKeyId: keyArn }],
        ["demands TLS", { transitEncryptionEnabled: true, transitEncryptionMode: "required" }],
        ["knows who may use it", { userGroupIds: [identifier], authToken: undefined }],
        ["takes minor versions", { autoMinorVersionUpgrade: true }],
        ["stands in a subnet group of its own", { subnetGroupName: identifier }],
        ["is Valkey without cluster mode", { engine: "valkey", engineVersion: "8.0", clusterMode: "disabled" }],
        [
          "has its first two nodes in different zones",
          { numCacheClusters: 2, preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1b"] },
        ],
      ] as const) {
        it(what, () => assertIncludes(inputs, expected));
      }

      it("is backed up", () => assert.ok(Number(inputs["snapshotRetentionLimit"]) >= 1));
    });
  }

  it("has a key that rotates", async () => {
    const key = (await deployed("replication-group")).one("aws:kms/key:Key");
    assert.equal(key.inputs["enableKeyRotation"], true);
  });

  it("in prod leaves a snapshot and the key to read it; in dev nothing", async () => {
    const prod = await deployed("replication-group");
    const snapshot = "finalSnapshotIdentifier";
    const name = String(prod.one(cacheTypes["replication-group"]).inputs[snapshot]);
    assert.match(name, new RegExp(`^${identifier}-final-[0-9a-f]{7}$`));
    assert.equal(prod.one("aws:kms/key:Key").retainOnDelete, true);
    const dev = await deployed("replication-group", {}, "dev");
    assert.equal(dev.one(cacheTypes["replication-group"]).inputs[snapshot], undefined);
    assert.equal(dev.one("aws:kms/key:Key").retainOnDelete, false);
  });

  it("is made from a snapshot, which counts only then", async () => {
    const [restored, empty] = [await groupOf({ restore: { snapshot: "one" } }), await groupOf()];
    assert.deepEqual([restored.inputs["snapshotName"], empty.inputs["snapshotName"]], ["one", undefined]);
    for (const group of [restored, empty]) assert.ok(group.ignoreChanges.includes("snapshotName"));
  });

  it("writes its slow log and its engine log, as JSON, to log groups that end", async () => {
    const deployment = await deployed("replication-group");
    const { inputs } = deployment.one(cacheTypes["replication-group"]);
    assert.deepEqual(
      inputs["logDeliveryConfigurations"],
      ["slow-log", "engine-log"].map((logType) => ({
        logType,
        logFormat: "json",
        destinationType: "cloudwatch-logs",
        destination: `cache-${logType}-0a1b2c3`,
      })),
    );
    const retention = deployment
      .all("aws:cloudwatch/logGroup:LogGroup")
      .map((group) => group.inputs["retentionInDays"]);
    assert.deepEqual(retention, [90, 90]);
  });

  it("has a parameter group of its version's family", async () => {
    const deployment = await deployed("replication-group", { parameters: { "maxmemory-policy": "allkeys-lru" } });
    assertIncludes(deployment.one("aws:elasticache/parameterGroup:ParameterGroup").inputs, {
      family: "valkey8",
      parameters: [{ name: "maxmemory-policy", value: "allkeys-lru" }],
    });
  });

  it("with several shards turns cluster mode on and leaves the zones to ElastiCache", async () => {
    const deployment = await deployed("replication-group", { shards: 3, replicas: 2 });
    assertIncludes(deployment.one(cacheTypes["replication-group"]).inputs, {
      clusterMode: "enabled",
      numNodeGroups: 3,
      replicasPerNodeGroup: 2,
      numCacheClusters: undefined,
      preferredCacheClusterAzs: undefined,
    });
    const { inputs } = deployment.one("aws:elasticache/parameterGroup:ParameterGroup", "cache-cluster");
    assert.deepEqual(inputs["parameters"], [{ name: "cluster-enabled", value: "yes" }]);
    assert.equal(deployment.outputs.endpoint, "configuration.local");
    assert.equal(deployment.outputs.reader, undefined);
  });

  it("is made anew when cluster mode goes on or off", async () => {
    assert.deepEqual((await groupOf()).replaceOnChanges, ["clusterMode"]);
  });

  describe("takes every setting", () => {
    const cases = [
      [
        { engine: "redis", engineVersion: "7.1" },
        { engine: "redis", engineVersion: "7.1" },
      ],
      [{ nodeType: "cache.r7g.large" }, { nodeType: "cache.r7g.large" }],
      [{ replicas: 4 }, { numCacheClusters: 5 }],
      [
        { snapshots: { retentionDays: 9, window: "04:00-05:00" } },
        { snapshotRetentionLimit: 9, snapshotWindow: "04:00-05:00" },
      ],
      [{ maintenanceWindow: "mon:05:00-mon:06:00" }, { maintenanceWindow: "mon:05:00-mon:06:00" }],
      [{ applyImmediately: true }, { applyImmediately: true }],
      [{ autoMinorVersionUpgrade: false }, { autoMinorVersionUpgrade: false }],
    ] as const;
    let group: Registration;
    before(async () => {
      group = await groupOf(Object.assign({}, ...cases.map(([settings]) => settings)) as Settings);
    });

    for (const [settings, expected] of cases) {
      it(JSON.stringify(settings), () => assertIncludes(group.inputs, expected));
    }
  });

  it("asks for data tiering where the nodes have disks, and nowhere else", async () => {
    assert.equal((await groupOf({ nodeType: "cache.r6gd.xlarge" })).inputs["dataTieringEnabled"], true);
    assert.equal((await groupOf()).inputs["dataTieringEnabled"], undefined);
  });

  it("tells where it is and who signs in", async () => {
    const { outputs } = await deployed("replication-group");
    assert.equal(outputs.endpoint, "primary.local");
    assert.deepEqual(outputs.reader, { endpoint: "reader.local", port: 6379 });
    assert.equal(outputs.port, 6379);
    assert.equal(outputs.user?.name, identifier);
    assert.match(outputs.user.arn, /elasticache\/user:User\/cache$/);
  });
});
