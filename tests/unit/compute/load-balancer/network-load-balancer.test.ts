import assert from "node:assert/strict";
import { environments } from "../../../../infra/settings/presets";
import { assertIncludes } from "../../assert-includes";
import { certificate, connections, network, targetGroupArn, types, waitsFor } from "./load-balancer-fixture";

const arnOf = (type: string, name: string) => `arn:aws:mock:eu-west-1:123456789012:${type}/${name}`;
const thresholds = { intervalSeconds: 20, timeoutSeconds: 10, healthyThreshold: 4, unhealthyThreshold: 6 };
const asStated = { interval: 20, timeout: 10, healthyThreshold: 4, unhealthyThreshold: 6 };

describe("NetworkLoadBalancer", () => {
  for (const environment of environments) {
    it(`in ${environment} is internal, in all subnets, and has a security group from the beginning`, async () => {
      assertIncludes((await network({}, { environment })).one(types.balancer).inputs, {
        loadBalancerType: "network",
        internal: true,
        subnets: ["subnet-1", "subnet-2", "subnet-3"],
        securityGroups: ["app-target-id"],
      });
    });
  }

  it("with TCP forwards connections as they are", async () => {
    assertIncludes((await network({ protocol: "TCP", port: 8443, certificate })).one(types.listener).inputs, {
      loadBalancerArn: arnOf(types.balancer, "app"),
      protocol: "TCP",
      port: 8443,
      sslPolicy: undefined,
      certificateArn: undefined,
      defaultActions: [{ type: "forward", targetGroupArn }],
    });
  });

  it("with TLS ends it, with the recommended policy", async () => {
    assertIncludes((await network({ protocol: "TLS", port: 443, certificate })).one(types.listener).inputs, {
      loadBalancerArn: arnOf(types.balancer, "app"),
      protocol: "TLS",
      port: 443,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      certificateArn: certificate.arn,
      defaultActions: [{ type: "forward", targetGroupArn }],
    });
  });

  it("with TLS is called at the name of its certificate, on its own port", async () => {
    const { origin } = (await network({ protocol: "TLS", port: 8443, certificate })).outputs;
    const { domainName } = certificate;
    assertIncludes(origin, { kind: "internal-load-balancer", protocol: "https", port: 8443, domainName });
  });

  for (const protocol of ["TCP", "TLS"] as const) {
    it(`with ${protocol} sends TCP to instances, from the clients' addresses`, async () => {
      const { inputs } = (await network({ protocol, certificate, targetPort: 3000 })).one(types.targetGroup);
      assertIncludes(inputs, {
        targetType: "instance",
        vpcId: "vpc-1",
        protocol: "TCP",
        port: 3000,
        preserveClientIp: "true",
        stickiness: undefined,
      });
    });
  }

  it("lets clients, and nobody else, reach its port", async () => {
    const deployment = await network({ port: 8443 });
    const allowed = ["app-client-id -> app-target-id: 8443-8443"];
    assert.deepEqual(connections(deployment), { in: allowed, out: allowed });
    for (const type of [types.securityGroup, types.ingress, types.egress]) {
      for (const { name, inputs } of deployment.all(type)) assert.ok(inputs["description"], name);
    }
  });

  for (const crossZone of [true, false]) {
    it(`${crossZone ? "spreads over every zone" : "keeps to the client's zone"} when told to`, async () => {
      const { inputs } = (await network({ crossZone })).one(types.balancer);
      assert.equal(inputs["enableCrossZoneLoadBalancing"], crossZone);
    });
  }

  it("checks health by a request where there is a path", async () => {
    const { inputs } = (await network({ healthCheck: { ...thresholds, path: "/ready" } })).one(types.targetGroup);
    assert.deepEqual(inputs["healthCheck"], { ...asStated, protocol: "HTTP", path: "/ready", matcher: "200-399" });
  });

  it("checks health by a connection where there is none", async () => {
    const { inputs } = (await network({ healthCheck: thresholds })).one(types.targetGroup);
    assert.deepEqual(inputs["healthCheck"], { ...asStated, protocol: "TCP" });
  });

  it("lets a target finish for as long as is stated, and no longer", async () => {
    assertIncludes((await network({ deregistrationDelaySeconds: 45 })).one(types.targetGroup).inputs, {
      deregistrationDelay: 45,
      connectionTermination: true,
    });
  });

  for (const deletionProtection of [true, false]) {
    it(`${deletionProtection ? "refuses" : "allows"} deletion, in ELB and in Pulumi, when told to`, async () => {
      const balancer = (await network({ deletionProtection })).one(types.balancer);
      assert.equal(balancer.inputs["enableDeletionProtection"], deletionProtection);
      assert.equal(balancer.protect, deletionProtection);
    });
  }

  it("leaves names to Pulumi, so that a new target group can stand beside the old one", async () => {
    const deployment = await network();
    for (const type of [types.balancer, types.targetGroup]) {
      const { inputs, deleteBeforeReplace } = deployment.one(type);
      assertIncludes(inputs, { name: undefined, namePrefix: undefined });
      assert.equal(deleteBeforeReplace, undefined);
    }
  });

  it("finds a load balancer and a target group whose names were cut for ELB", async () => {
    const { one } = await network({}, { name: "compute", stack: "a-stack-with-a-name-that-is-long" });
    for (const type of [types.balancer, types.targetGroup])
      assert.deepEqual(one(type).aliases, ["a-stack-with-a-name-that"]);
  });

  it("lets nobody scale by requests before the listener sends any", async () => {
    assert.ok(waitsFor(await network(), types.scaling, types.listener));
  });

  it("tells where it is", async () => {
    const { outputs } = await network();
    assert.deepEqual(outputs, {
      arn: arnOf(types.balancer, "app"),
      arnSuffix: "app/app-0a1b2c3/50dc6c495c0c9188",
      dnsName: "balancer.local",
      zoneId: "Z1",
      listenerArn: arnOf(types.listener, "app"),
      targetGroupArn,
      targetGroupArnSuffix: "targetgroup/app-0a1b2c3/73e2d6bc24d8a067",
      securityGroupId: "app-target-id",
      clientSecurityGroupId: "app-client-id",
      origin: {
        kind: "internal-load-balancer",
        arn: arnOf(types.balancer, "app"),
        domainName: "balancer.local",
        protocol: "http",
        port: 80,
        open: { from: 80, to: 80 },
        securityGroup: undefined,
      },
    });
  });
});
