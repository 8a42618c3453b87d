import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dataAccess } from "../../../infra/compute/data-access";
import { Cache } from "../../../infra/data/cache";
import { Database } from "../../../infra/data/database";
import type { Use } from "../../../infra/settings";
import { parseSettings } from "../../../infra/settings/settings";
import { deploy } from "../harness";

const vpc = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"], availabilityZones: ["eu-west-1a", "eu-west-1b"] };
const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1";
const computed = {
  "aws:rds/instance:Instance": { address: "db.example", masterUserSecrets: [{ secretArn }] },
  "aws:kms/key:Key": { arn: "arn:aws:kms:eu-west-1:123456789012:key/1" },
  "aws:rds/proxy:Proxy": { endpoint: "proxy.example", arn: "arn:aws:rds:eu-west-1:123456789012:db-proxy:prx-1" },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    arn: "arn:aws:elasticache:eu-west-1:123456789012:replicationgroup:cache-1",
    primaryEndpointAddress: "cache.example",
    configurationEndpointAddress: "cluster.example",
  },
};

/** What a workload gets that uses this of a stack with this. */
async function access(uses: readonly Use[], stated: Record<string, unknown> = {}) {
  const { settings } = parseSettings({ environment: "dev", ...stated }, "eu-west-1");
  assert.ok(settings?.database && settings.cache);
  const { database, cache } = settings;
  const { outputs } = await deploy(
    () => {
      const { environment, securityGroupIds, statements } = dataAccess(uses, {
        database: { component: new Database("db", { ...database, ...vpc }), settings: database },
        cache: { component: new Cache("cache", { ...cache, ...vpc }), settings: cache },
      });
      return pulumi.output({ environment, securityGroupIds, statements });
    },
    { computed },
  );
  return outputs;
}

describe("access to data", () => {
  it("is none where a workload uses none", async () => {
    assert.deepEqual(await access([]), { environment: {}, securityGroupIds: [], statements: [] });
  });

  it("to the database is its address, its one secret and that secret's key", async () => {
    const { environment, statements, securityGroupIds } = await access(["database"]);
    assert.deepEqual(environment, {
      DATABASE_ENGINE: "postgres",
      DATABASE_HOST: "db.example",
      DATABASE_PORT: "15432",
      DATABASE_NAME: "app",
      DATABASE_SECRET_ARN: secretArn,
      DATABASE_AUTHENTICATION: "secret",
    });
    assert.equal(securityGroupIds.length, 1);
    assert.deepEqual(
      statements.map(({ Action, Resource }) => [Action, Resource]),
      [
        ["secretsmanager:GetSecretValue", secretArn],
        ["kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1"],
      ],
    );
  });

  it("goes through the proxy where there is one, as the one user", async () => {
    const { environment, statements } = await access(["database"], { database: { proxy: { enabled: true } } });
    assert.equal(environment["DATABASE_HOST"], "proxy.example");
    assert.equal(environment["DATABASE_AUTHENTICATION"], "iam");
    assert.deepEqual(statements.at(-1), {
      Effect: "Allow",
      Action: "rds-db:connect",
      Resource: "arn:aws:rds-db:eu-west-1:123456789012:dbuser:prx-1/platform",
    });
  });

  it("to the cache is its address and the right to sign in as its user", async () => {
    const { environment, statements } = await access(["cache"]);
    assert.deepEqual(
      [environment["CACHE_ENGINE"], environment["CACHE_HOST"], environment["CACHE_NAME"], environment["CACHE_CLUSTER"]],
      ["valkey", "cache.example", "cache-1", undefined],
    );
    assert.ok(environment["CACHE_USER"]);
    assert.deepEqual(
      statements.map(({ Action }) => Action),
      ["elasticache:Connect"],
    );
  });

  it("says when the cache is a cluster, or has no users", async () => {
    const cluster = await access(["cache"], { cache: { shards: 2 } });
    assert.equal(cluster.environment["CACHE_CLUSTER"], "true");
    const memcached = await access(["cache"], { cache: { kind: "memcached" } });
    assert.deepEqual([memcached.environment["CACHE_USER"], memcached.statements], [undefined, []]);
  });
});
