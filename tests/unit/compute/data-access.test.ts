import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dataAccess } from "../../../infra/compute/data-access";
import { Cache } from "../../../infra/data/cache";
import { Database } from "../../../infra/data/database";
import type { Use } from "../../../infra/settings";
import { parseSettings } from "../../../infra/settings/settings";
import { deploy } from "../harness";

const vpc = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"], availabilityZones: ["eu-west-1a", "eu-west-1b"] };
const computed = {
  "aws:rds/instance:Instance": {
    address: "db.example",
    arn: "arn:aws:rds:eu-west-1:123456789012:db:db-1",
    resourceId: "db-ABC",
    masterUserSecrets: [{ secretArn: "arn:secret" }],
  },
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
      const setUp = new pulumi.Stash("set-up", { input: 1 });
      const { environment, securityGroupIds, statements, releasedAfter } = dataAccess("functions/old-posts", uses, {
        database: {
          component: new Database("db", { ...database, ...vpc, users: [], provider: {} }),
          settings: database,
          setUp,
        },
        cache: { component: new Cache("cache", { ...cache, ...vpc }), settings: cache },
      });
      return pulumi.output({ environment, securityGroupIds, statements, waits: releasedAfter.includes(setUp) });
    },
    { computed },
  );
  return outputs;
}

describe("access to data", () => {
  it("is none where a workload uses none", async () => {
    assert.deepEqual(await access([]), {
      environment: {},
      securityGroupIds: [],
      statements: [],
      waits: false,
    });
  });

  it("to the database is its address and the right to sign in as one user, once that is set up", async () => {
    const { environment, statements, securityGroupIds, waits } = await access(["database"]);
    assert.deepEqual(environment, {
      DATABASE_ENGINE: "postgres",
      DATABASE_HOST: "db.example",
      DATABASE_PORT: "15432",
      DATABASE_NAME: "app",
      DATABASE_USER: "function_old_posts",
    });
    assert.equal(securityGroupIds.length, 1);
    assert.deepEqual(statements, [
      {
        Effect: "Allow",
        Action: "rds-db:connect",
        Resource: "arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-ABC/function_old_posts",
      },
    ]);
    assert.equal(waits, true);
  });

  it("goes through the proxy where there is one, as the same user", async () => {
    const { environment, statements } = await access(["database"], { database: { proxy: { enabled: true } } });
    assert.equal(environment["DATABASE_HOST"], "proxy.example");
    assert.equal(environment["DATABASE_USER"], "function_old_posts");
    assert.deepEqual(
      statements.map(({ Action, Resource }) => [Action, Resource]),
      [["rds-db:connect", "arn:aws:rds-db:eu-west-1:123456789012:dbuser:prx-1/function_old_posts"]],
    );
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
