import assert from "node:assert/strict";
import { presets } from "../../../infra/settings/presets";
import { assertIncludes } from "../assert-includes";
import { type Deployed, deployed, identifier } from "./database-fixture";

const proxy = { ...presets.prod.database.of.postgres.proxy, enabled: true };
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

describe("DatabaseProxy", () => {
  let deployment: Deployed;
  before(async () => {
    deployment = await deployed({ proxy });
  });

  it("is not there unasked", async () => {
    const without = await deployed();
    assert.deepEqual(without.all("aws:rds/proxy:Proxy"), []);
    assert.equal(without.all(ingress).length, 1);
  });

  it("demands TLS, and signs in with IAM as its clients do", () => {
    assertIncludes(deployment.one("aws:rds/proxy:Proxy").inputs, {
      engineFamily: "POSTGRESQL",
      requireTls: true,
      defaultAuthScheme: "IAM_AUTH",
      auths: undefined,
      vpcSubnetIds: ["subnet-1", "subnet-2", "subnet-3"],
      vpcSecurityGroupIds: ["db-proxy-id"],
      idleClientTimeout: 1800,
    });
  });

  it("stays where it is when the network has more zones", () => {
    assert.deepEqual(deployment.one("aws:rds/proxy:Proxy").ignoreChanges, ["vpcSubnetIds"]);
  });

  it("stands in front of the primary", () => {
    assertIncludes(deployment.one("aws:rds/proxyTarget:ProxyTarget").inputs, { dbInstanceIdentifier: identifier });
    assert.deepEqual(
      deployment.one("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup").inputs["connectionPoolConfig"],
      { maxConnectionsPercent: 90 },
    );
  });

  it("has a role that signs in to the primary as the workloads' users, and may do nothing else", () => {
    const policy = deployment.one("aws:iam/rolePolicy:RolePolicy").inputs["policy"];
    const users = ["function_posts", "instances"].map(
      (user) => `arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-ABC/${user}`,
    );
    assert.deepEqual(policy, {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "rds-db:connect", Resource: users }],
    });
    const trust = JSON.stringify(deployment.one("aws:iam/role:Role", "db-proxy").inputs["assumeRolePolicy"]);
    assert.match(trust, /"rds\.amazonaws\.com/);
    assert.match(trust, /"aws:SourceAccount\W+123456789012/);
  });

  it("is reached by clients on the engine's own port, and reaches the database on its port", () => {
    const paths = (type: string) =>
      deployment
        .all(type)
        .map(({ inputs }) => [inputs["securityGroupId"], inputs["referencedSecurityGroupId"], inputs["fromPort"]])
        .sort();
    assert.deepEqual(paths(ingress), [
      ["db-proxy-id", "db-client-id", 5432],
      ["db-target-id", "db-client-id", 15432],
      ["db-target-id", "db-proxy-id", 15432],
    ]);
    assert.deepEqual(paths(egress), [
      ["db-client-id", "db-proxy-id", 5432],
      ["db-client-id", "db-target-id", 15432],
      ["db-proxy-id", "db-target-id", 15432],
    ]);
    assert.equal(deployment.outputs.proxy?.port, 5432);
  });

  it("takes its settings, and MySQL", async () => {
    const mysql = await deployed({
      engine: "mysql",
      readReplicas: 1,
      proxy: { enabled: true, idleClientTimeoutSeconds: 60, maxConnectionsPercent: 50 },
    });
    assertIncludes(mysql.one("aws:rds/proxy:Proxy").inputs, {
      engineFamily: "MYSQL",
      idleClientTimeout: 60,
    });
    assert.deepEqual(
      mysql.one("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup").inputs["connectionPoolConfig"],
      { maxConnectionsPercent: 50 },
    );
    assert.equal(mysql.outputs.proxy?.port, 3306);
  });
});
