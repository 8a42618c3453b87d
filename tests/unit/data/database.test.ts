import assert from "node:assert/strict";
import type { DatabaseSettings } from "../../../infra/settings";
import { environments, presets } from "../../../infra/settings/presets";
import type { Registration } from "../harness";
import { assertIncludes } from "../assert-includes";
import {
  type Deployed,
  deployed,
  identifier,
  instanceType,
  keyArn,
  managedSecretArn,
  primaryOf,
} from "./database-fixture";

/** The parameter group of a major version of PostgreSQL, as the harness names it. */
const groupOf = (major: string) => `db-postgres${major}-0a1b2c3`;
const monitoringRoleArn = "arn:aws:mock:eu-west-1:123456789012:aws:iam/role:Role/db-monitoring";

describe("Database", () => {
  for (const environment of environments) {
    describe(`in ${environment}`, () => {
      let inputs: Registration["inputs"];
      before(async () => {
        inputs = primaryOf(await deployed({}, environment)).inputs;
      });

      for (const [what, expected] of [
        ["has a standby in another zone", { multiAz: true }],
        ["is not public", { publiclyAccessible: false }],
        ["is encrypted under its own key", { storageEncrypted: true, kmsKeyId: keyArn }],
        ["leaves its password to RDS", { manageMasterUserPassword: true, masterUserSecretKmsKeyId: keyArn }],
        ["lets users sign in with IAM", { iamDatabaseAuthenticationEnabled: true }],
        ["takes minor versions by itself", { autoMinorVersionUpgrade: true }],
        ["takes the major version that is stated", { engineVersion: "17", allowMajorVersionUpgrade: true }],
        ["copies its tags to snapshots", { copyTagsToSnapshot: true }],
        ["exports its logs", { enabledCloudwatchLogsExports: ["postgresql", "upgrade"] }],
        ["is monitored every minute", { monitoringInterval: 60, monitoringRoleArn: monitoringRoleArn }],
        [
          "has insights under its own key",
          {
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: keyArn,
            performanceInsightsRetentionPeriod: 7,
            databaseInsightsMode: "standard",
          },
        ],
        ["is neither on the default port nor under the default name", { port: 15432, username: "platform" }],
        ["names the authority of its certificates", { caCertIdentifier: "rds-ca-rsa2048-g1" }],
        ["stands in the isolated subnets", { dbSubnetGroupName: identifier }],
      ] as const) {
        it(what, () => assertIncludes(inputs, expected));
      }

      it("is backed up for at least seven days", () => assert.ok(Number(inputs["backupRetentionPeriod"]) >= 7));
    });
  }

  it("in prod is kept by RDS and by Pulumi, and leaves a snapshot and the key to read it", async () => {
    const prod = await deployed({ readReplicas: 1 });
    for (const instance of prod.all(instanceType)) {
      assert.equal(instance.protect, true);
      assert.equal(instance.inputs["deletionProtection"], true);
    }
    const { skipFinalSnapshot, finalSnapshotIdentifier } = primaryOf(prod).inputs;
    assert.equal(skipFinalSnapshot, false);
    assert.match(String(finalSnapshotIdentifier), new RegExp(`^${identifier}-final-[0-9a-f]{7}$`));
    const key = prod.one("aws:kms/key:Key");
    assert.equal(key.retainOnDelete, true);
    assert.equal(key.inputs["deletionWindowInDays"], 30);
  });

  it("in prod keeps its automated backups when it goes, and a replica has none", async () => {
    const prod = await deployed({ readReplicas: 1 });
    assert.equal(primaryOf(prod).inputs["deleteAutomatedBackups"], false);
    assert.equal(prod.one(instanceType, "db-replica-1").inputs["deleteAutomatedBackups"], undefined);
    assert.equal(primaryOf(await deployed({}, "dev")).inputs["deleteAutomatedBackups"], true);
  });

  it("leaves the key to read what outlives it", async () => {
    const backup = { retentionDays: 7, window: "01:00-02:00" };
    for (const [finalSnapshot, keepOnDelete, kept] of [
      [true, false, true],
      [false, true, true],
      [false, false, false],
    ] as const) {
      const deployment = await deployed({ finalSnapshot, backup: { ...backup, keepOnDelete } });
      assert.equal(deployment.one("aws:kms/key:Key").retainOnDelete, kept);
    }
  });

  it("says nothing of IOPS and throughput below 400 GiB, and always from there on", async () => {
    for (const [allocatedGib, expected] of [
      [399, { iops: undefined, storageThroughput: undefined }],
      [400, { iops: 12_000, storageThroughput: 500 }],
    ] as const) {
      const deployment = await deployed({ readReplicas: 1, storage: { allocatedGib, maxAllocatedGib: 900 } });
      assertIncludes(primaryOf(deployment).inputs, expected);
      // A replica may be smaller than a primary that has grown.
      assertIncludes(deployment.one(instanceType, "db-replica-1").inputs, { iops: undefined });
    }
  });

  it("in dev leaves nothing", async () => {
    const dev = await deployed({}, "dev");
    const primary = primaryOf(dev);
    assert.equal(primary.protect, false);
    assertIncludes(primary.inputs, { deletionProtection: false, skipFinalSnapshot: true });
    assert.equal(primary.inputs["finalSnapshotIdentifier"], undefined);
    const key = dev.one("aws:kms/key:Key");
    assert.equal(key.retainOnDelete, false);
    assert.equal(key.inputs["deletionWindowInDays"], 7);
  });

  it("has a key that rotates and an alias", async () => {
    const deployment = await deployed();
    assert.equal(deployment.one("aws:kms/key:Key").inputs["enableKeyRotation"], true);
    assert.equal(deployment.one("aws:kms/alias:Alias").inputs["name"], undefined);
  });

  it("states that IAM in the key's account decides on the key, and nobody else", async () => {
    const { inputs } = (await deployed()).one("aws:kms/keyPolicy:KeyPolicy");
    const { Statement } = JSON.parse(String(inputs["policy"])) as { Statement: { Principal: unknown }[] };
    assert.deepEqual(
      Statement.map(({ Principal }) => Principal),
      [{ AWS: "arn:aws:iam::123456789012:root" }],
    );
  });

  it("forces TLS, by a parameter group of its version's family", async () => {
    const postgres = (await deployed()).one("aws:rds/parameterGroup:ParameterGroup", "db-postgres17").inputs;
    assert.equal(postgres["family"], "postgres17");
    assert.deepEqual(postgres["parameters"], [{ name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" }]);
  });

  it("keeps a parameter group for each family before it, as it was", async () => {
    const deployment = await deployed({ engineVersion: "18.3", parameters: { max_connections: "50" } });
    const groups = deployment.all("aws:rds/parameterGroup:ParameterGroup");
    const stated = groups.filter(({ ignoreChanges }) => ignoreChanges.length === 0);
    const before = groups.filter((group) => !stated.includes(group));
    assert.deepEqual(
      before.map(({ name, inputs }) => [name, inputs["family"]]),
      ["13", "14", "15", "16", "17"].map((major) => [`db-postgres${major}`, `postgres${major}`]),
    );
    for (const { ignoreChanges, aliases, inputs } of before) {
      assert.deepEqual([ignoreChanges, aliases], [["parameters"], []]);
      assert.match(JSON.stringify(inputs["parameters"]), /^\[{[^}]*"rds.force_ssl"[^}]*}\]$/);
    }
    assert.deepEqual(
      stated.map(({ name, aliases }) => [name, aliases]),
      [["db-postgres18", ["db"]]],
    );
    assert.match(JSON.stringify(stated[0]?.inputs["parameters"]), /max_connections/);
    assert.equal(primaryOf(deployment).inputs["parameterGroupName"], groupOf("18"));
  });

  it("leaves its replicas the parameter group of the version that runs", async () => {
    const groups = async (running: string) =>
      (await deployed({ engineVersion: "18", readReplicas: 2 }, "prod", running))
        .all(instanceType)
        .map(({ inputs }) => inputs["parameterGroupName"]);
    assert.deepEqual(await groups("16.9"), [groupOf("18"), groupOf("16"), groupOf("16")]);
    assert.deepEqual(await groups("18.3"), [groupOf("18"), groupOf("18"), groupOf("18")]);
    assert.deepEqual(await groups("19.1"), [groupOf("18"), groupOf("18"), groupOf("18")], "one to come");
  });

  it("upgrades read replicas before it, and is not replaced while it has its name", async () => {
    const hooksOf = async (readReplicas: number) => primaryOf(await deployed({ readReplicas })).hooks.beforeUpdate;
    assert.deepEqual(await hooksOf(1), ["db-replicas-first"]);
    assert.deepEqual(await hooksOf(0), []);
    assert.equal(primaryOf(await deployed()).deleteBeforeReplace, false);
  });

  it("is made with no Extended Support, and stays as it was made", async () => {
    const { inputs, ignoreChanges } = primaryOf(await deployed());
    assert.equal(inputs["engineLifecycleSupport"], "open-source-rds-extended-support-disabled");
    assert.deepEqual(ignoreChanges, [
      "snapshotIdentifier",
      "restoreToPointInTime",
      "kmsKeyId",
      "engineLifecycleSupport",
    ]);
  });

  for (const [what, restore, expected] of [
    ["a snapshot", { snapshot: "kept" }, { snapshotIdentifier: "kept" }],
    [
      "the latest backups of an instance",
      { pointInTime: "latest", of: "db-1a2b3c4" },
      { restoreToPointInTime: { useLatestRestorableTime: true, sourceDbInstanceIdentifier: "db-1a2b3c4" } },
    ],
    [
      "a moment of one that is gone",
      { pointInTime: "2026-10-20T09:30:00Z", of: "db-ABCDEFGHIJKLMNOPQRST" },
      { restoreToPointInTime: { restoreTime: "2026-10-20T09:30:00Z", sourceDbiResourceId: "db-ABCDEFGHIJKLMNOPQRST" } },
    ],
  ] as const) {
    it(`is made from ${what}, and leaves RDS what is of its source`, async () => {
      const { inputs, deleteBeforeReplace } = primaryOf(await deployed({ restore }));
      assertIncludes(inputs, { ...expected, engine: "postgres", allocatedStorage: 100 });
      assert.equal(deleteBeforeReplace, true, "its name has to be free");
      for (const name of ["dbName", "username", "kmsKeyId"]) assert.equal(inputs[name], undefined, name);
    });
  }

  it("lets clients in on its port, and nobody else anywhere", async () => {
    const deployment = await deployed();
    const rule = { ipProtocol: "tcp", fromPort: 15432, toPort: 15432 };
    assertIncludes(deployment.one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs, {
      ...rule,
      securityGroupId: "db-target-id",
      referencedSecurityGroupId: "db-client-id",
    });
    assertIncludes(deployment.one("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs, {
      ...rule,
      securityGroupId: "db-client-id",
      referencedSecurityGroupId: "db-target-id",
    });
    assert.deepEqual(primaryOf(deployment).inputs["vpcSecurityGroupIds"], ["db-target-id"]);
    assert.equal(deployment.outputs.clientSecurityGroupId, "db-client-id");
    for (const group of deployment.all("aws:ec2/securityGroup:SecurityGroup")) {
      assert.equal(group.inputs["ingress"], undefined);
      assert.equal(group.inputs["egress"], undefined);
      assert.ok(group.inputs["description"]);
    }
  });

  it("has its log groups before it, with an end", async () => {
    const deployment = await deployed({ readReplicas: 1 });
    const logGroups = deployment.all("aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(logGroups.map((group) => group.inputs["name"]).sort(), [
      `/aws/rds/instance/${identifier}-replica-1/postgresql`,
      `/aws/rds/instance/${identifier}-replica-1/upgrade`,
      `/aws/rds/instance/${identifier}/postgresql`,
      `/aws/rds/instance/${identifier}/upgrade`,
    ]);
    for (const group of logGroups) assert.equal(group.inputs["retentionInDays"], 90);
    for (const instance of deployment.all(instanceType)) {
      const waitsFor = instance.dependencies.filter((urn) => urn.includes("LogGroup"));
      assert.equal(waitsFor.length, 2);
      assert.ok(waitsFor.every((urn) => urn.includes(`::${instance.name}-`)));
    }
  });

  it("on MySQL has MySQL's family, logs and TLS", async () => {
    const deployment = await deployed({ engine: "mysql" });
    const group = deployment.one("aws:rds/parameterGroup:ParameterGroup", "db-mysql8-4").inputs;
    assert.equal(group["family"], "mysql8.4");
    assert.match(JSON.stringify(group["parameters"]), /"require_secure_transport","value":"1"/);
    assertIncludes(primaryOf(deployment).inputs, {
      engine: "mysql",
      engineVersion: "8.4",
      enabledCloudwatchLogsExports: ["error", "slowquery"],
    });
  });

  describe("takes every setting", () => {
    const cases = [
      [{ multiAz: false }, { multiAz: false }],
      [{ engineVersion: "16.4" }, { engineVersion: "16.4" }],
      [{ instanceClass: "db.r7g.xlarge" }, { instanceClass: "db.r7g.xlarge" }],
      [
        { databaseName: "shop", masterUsername: "owner" },
        { dbName: "shop", username: "owner" },
      ],
      [{ port: 16000 }, { port: 16000 }],
      [
        { storage: { allocatedGib: 400, maxAllocatedGib: 900, iops: 13000, throughputMibps: 600 } },
        { storageType: "gp3", allocatedStorage: 400, maxAllocatedStorage: 900, iops: 13000, storageThroughput: 600 },
      ],
      [
        { backup: { retentionDays: 20, window: "04:00-05:00", keepOnDelete: false } },
        { backupRetentionPeriod: 20, backupWindow: "04:00-05:00", deleteAutomatedBackups: true },
      ],
      [{ maintenanceWindow: "mon:05:00-mon:06:00" }, { maintenanceWindow: "mon:05:00-mon:06:00" }],
      [{ applyImmediately: true }, { applyImmediately: true }],
      [{ autoMinorVersionUpgrade: false }, { autoMinorVersionUpgrade: false }],
      [{ iamAuthentication: false }, { iamDatabaseAuthenticationEnabled: false }],
      [
        { insights: { enabled: true, retentionDays: 465 } },
        { performanceInsightsRetentionPeriod: 465, databaseInsightsMode: "advanced" },
      ],
      [{ monitoringIntervalSeconds: 0 }, { monitoringInterval: 0, monitoringRoleArn: undefined }],
    ] as const;
    let deployment: Deployed;
    before(async () => {
      deployment = await deployed(
        Object.assign({}, ...cases.map(([settings]) => settings)) as Partial<DatabaseSettings>,
      );
    });

    for (const [settings, expected] of cases) {
      it(JSON.stringify(settings), () => assertIncludes(primaryOf(deployment).inputs, expected));
    }

    it("and makes no monitoring role unasked", () => assert.deepEqual(deployment.all("aws:iam/role:Role"), []));
  });

  it("without insights has none", async () => {
    const { inputs } = primaryOf(await deployed({ insights: { enabled: false, retentionDays: 7 } }));
    assertIncludes(inputs, {
      performanceInsightsEnabled: false,
      performanceInsightsKmsKeyId: undefined,
      databaseInsightsMode: undefined,
    });
  });

  it("lets RDS alone, for this account, take the monitoring role", async () => {
    const role = (await deployed()).one("aws:iam/role:Role").inputs;
    const trust = JSON.stringify(role["assumeRolePolicy"]);
    assert.match(trust, /monitoring\.rds\.amazonaws\.com/);
    assert.match(trust, /"aws:SourceAccount\W+123456789012/);
  });

  it("adds the stack file's parameters", async () => {
    const group = (await deployed({ parameters: { max_connections: "300", "rds.force_ssl": "0" } })).one(
      "aws:rds/parameterGroup:ParameterGroup",
      "db-postgres17",
    );
    assert.deepEqual(group.inputs["parameters"], [
      { name: "max_connections", value: "300", applyMethod: "pending-reboot" },
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
    ]);
  });

  it("tells where it is", async () => {
    const { outputs } = await deployed();
    assert.equal(outputs.endpoint, "db.local");
    assert.equal(outputs.port, 15432);
    assert.equal(outputs.resourceId, "db-ABC");
    assert.equal(outputs.masterSecretArn, managedSecretArn);
    assert.deepEqual(outputs.readerEndpoints, []);
    assert.equal(outputs.proxy, undefined);
  });

  it("gives every child a parent inside the component", async () => {
    const { resources } = await deployed({
      readReplicas: 2,
      proxy: { ...presets.prod.database.of.postgres.proxy, enabled: true },
    });
    const [root, ...children] = resources.filter((resource) => resource.type !== "pulumi:pulumi:Stack");
    assert.equal(root?.type, "web-platform:data:Database");
    for (const child of children) assert.notEqual(child.parent, undefined, child.name);
  });
});

describe("Database's read replicas", () => {
  it("stand in turn in every zone, and stay there", async () => {
    const deployment = await deployed({ readReplicas: 4 });
    const replicas = deployment.all(instanceType).filter((instance) => instance.name !== "db");
    assert.deepEqual(
      replicas.map((replica) => [replica.inputs["identifier"], replica.inputs["availabilityZone"]]),
      [
        [`${identifier}-replica-1`, "eu-west-1a"],
        [`${identifier}-replica-2`, "eu-west-1b"],
        [`${identifier}-replica-3`, "eu-west-1c"],
        [`${identifier}-replica-4`, "eu-west-1a"],
      ],
    );
    for (const replica of replicas) assert.deepEqual(replica.ignoreChanges, ["availabilityZone"]);
    assert.deepEqual(deployment.outputs.readerEndpoints, ["db.local", "db.local", "db.local", "db.local"]);
  });

  it("are as safe as the primary, and hold nothing that RDS takes from it", async () => {
    const { inputs } = (await deployed({ readReplicas: 1 })).one(instanceType, "db-replica-1");
    assertIncludes(inputs, {
      replicateSourceDb: identifier,
      publiclyAccessible: false,
      storageEncrypted: true,
      parameterGroupName: groupOf("17"),
      iamDatabaseAuthenticationEnabled: true,
      vpcSecurityGroupIds: ["db-target-id"],
      performanceInsightsEnabled: true,
      monitoringInterval: 60,
      copyTagsToSnapshot: true,
      skipFinalSnapshot: true,
    });
    for (const inherited of [
      "engine",
      "engineVersion",
      "username",
      "dbName",
      "allocatedStorage",
      "dbSubnetGroupName",
    ]) {
      assert.equal(inputs[inherited], undefined, inherited);
    }
    for (const own of ["kmsKeyId", "backupRetentionPeriod", "finalSnapshotIdentifier", "passwordWo", "multiAz"]) {
      assert.equal(inputs[own], undefined, own);
    }
  });
});
