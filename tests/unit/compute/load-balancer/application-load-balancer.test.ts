import assert from "node:assert/strict";
import type { ApplicationLoadBalancerArgs } from "../../../../infra/compute/load-balancer/application-load-balancer";
import { routeTable } from "../../../../infra/compute/routes/route-table";
import { environments } from "../../../../infra/settings/presets";
import { assertIncludes } from "../../assert-includes";
import {
  application,
  certificate,
  connections,
  type Deployed,
  targetGroupArn,
  types,
  waitsFor,
} from "./load-balancer-fixture";

const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
const arnOf = (type: string, name: string) => `arn:aws:mock:eu-west-1:123456789012:${type}/${name}`;
const action = (deployment: Deployed, listener: string) =>
  (deployment.one(types.listener, listener).inputs["defaultActions"] as Record<string, unknown>[])[0];
const refusal = {
  type: "fixed-response",
  fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" },
};

describe("ApplicationLoadBalancer", () => {
  for (const environment of environments) {
    it(`in ${environment} is internal, in all subnets, and keeps to HTTP`, async () => {
      const deployment = await application({}, { environment });
      assertIncludes(deployment.one(types.balancer).inputs, {
        loadBalancerType: "application",
        internal: true,
        subnets: ["subnet-1", "subnet-2", "subnet-3"],
        securityGroups: ["app-target-id"],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "strictest",
      });
    });
  }

  describe("without a certificate", () => {
    let deployment: Deployed;
    before(async () => {
      deployment = await application();
    });

    it("serves HTTP and refuses what no rule forwards", () => {
      assertIncludes(deployment.one(types.listener).inputs, {
        loadBalancerArn: arnOf(types.balancer, "app"),
        protocol: "HTTP",
        port: 80,
        sslPolicy: undefined,
        certificateArn: undefined,
      });
      assert.deepEqual(action(deployment, "app-http"), refusal);
    });

    it("forwards from the HTTP listener, and names it as the one to reach", () => {
      const http = arnOf(types.listener, "app-http");
      assert.equal(deployment.one(types.rule).inputs["listenerArn"], http);
      assert.equal(deployment.outputs.listenerArn, http);
    });
  });

  describe("with a certificate", () => {
    let deployment: Deployed;
    before(async () => {
      deployment = await application({ certificate });
    });

    it("serves HTTPS with the recommended policy and refuses what no rule forwards", () => {
      assertIncludes(deployment.one(types.listener, "app-https").inputs, {
        loadBalancerArn: arnOf(types.balancer, "app"),
        protocol: "HTTPS",
        port: 443,
        sslPolicy: tlsPolicy,
        certificateArn: certificate.arn,
      });
      assert.deepEqual(action(deployment, "app-https"), refusal);
    });

    it("redirects HTTP to HTTPS", () => {
      assertIncludes(deployment.one(types.listener, "app-http").inputs, { protocol: "HTTP", port: 80 });
      assert.deepEqual(action(deployment, "app-http"), {
        type: "redirect",
        redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
      });
    });

    it("forwards from the HTTPS listener, and names it as the one to reach", () => {
      const https = arnOf(types.listener, "app-https");
      assert.equal(deployment.one(types.rule).inputs["listenerArn"], https);
      assert.equal(deployment.outputs.listenerArn, https);
    });
  });

  describe("whose certificate comes or goes", () => {
    const states: readonly Partial<ApplicationLoadBalancerArgs>[] = [{}, { certificate }];

    it("lets clients, and nobody else, reach both ports all the while, so that no rule is changed or made twice", async () => {
      const allowed = ["app-client-id -> app-target-id: 80-443"];
      for (const state of states) {
        const deployment = await application(state);
        assert.deepEqual(connections(deployment), { in: allowed, out: allowed });
        assert.deepEqual(deployment.outputs.origin.open, { from: 80, to: 443 });
      }
    });

    it("is led to by nobody before the listener that serves forwards", async () => {
      for (const state of states) {
        const deployment = await application(state);
        for (const user of [types.link, types.edge]) assert.ok(waitsFor(deployment, user, types.rule), user);
      }
    });

    it("keeps the rules of the listener before until the end", async () => {
      for (const state of states) {
        const { deleteBeforeReplace, replaceOnChanges } = (await application(state)).one(types.rule);
        assert.deepEqual([deleteBeforeReplace, replaceOnChanges], [undefined, []]);
      }
    });
  });

  it("behind an API lets ambiguous requests be mended, because in the strictest mode it would refuse all of them", async () => {
    const { inputs } = (await application({ behindApi: true })).one(types.balancer);
    assert.equal(inputs["desyncMitigationMode"], "defensive");
  });

  it("has a target group of its own, so that a new load balancer is made with a new one", async () => {
    const { replaceWith } = (await application()).one(types.targetGroup);
    assert.deepEqual(replaceWith, ["app"]);
  });

  it("is called by CloudFront by HTTPS at the name of its certificate", async () => {
    const encrypted = (await application({ certificate })).outputs.origin;
    const { domainName } = certificate;
    assertIncludes(encrypted, { kind: "internal-load-balancer", protocol: "https", port: 443, domainName });
  });

  describe("on the internet", () => {
    let deployment: Deployed;
    before(async () => {
      deployment = await application({ certificate, exposure: "cloudfront" });
    });
    const parameter = (of: Deployed) => of.one("aws:ssm/parameter:Parameter");

    it("is in public subnets, and lets in no more than inside", () => {
      assertIncludes(deployment.one(types.balancer).inputs, {
        internal: false,
        subnets: ["subnet-public-1", "subnet-public-2"],
      });
      const allowed = ["app-client-id -> app-target-id: 80-443"];
      assert.deepEqual(connections(deployment), { in: allowed, out: allowed });
    });

    it("answers only what brings the header that CloudFront is told", () => {
      const { origin } = deployment.outputs;
      assertIncludes(origin, { kind: "public-load-balancer", protocol: "https", port: 443 });
      assert.ok(origin.kind === "public-load-balancer");
      assert.match(origin.header.value, /^[0-9a-f]{64}$/);
      for (const { inputs } of deployment.all(types.rule)) {
        const conditions = (inputs["conditions"] as { value: object[] }).value;
        assert.deepEqual(conditions.at(-1), {
          httpHeader: { httpHeaderName: origin.header.name, values: [origin.header.value] },
        });
      }
      assert.deepEqual(action(deployment, "app-https"), refusal);
    });

    it("keeps the value, as a secret", async () => {
      assert.deepEqual(parameter(deployment).ignoreChanges, ["value"]);
      assert.equal(parameter(deployment).inputs["type"], "SecureString");
      const value = (of: Deployed) => JSON.stringify(parameter(of).inputs["value"]);
      const other = await application({ certificate, exposure: "cloudfront" });
      assert.notEqual(value(other), value(deployment), "each evaluation makes one up");
    });
  });

  it("describes every security group and rule", async () => {
    const deployment = await application({ certificate });
    for (const type of [types.securityGroup, types.ingress, types.egress]) {
      for (const { name, inputs } of deployment.all(type)) assert.ok(inputs["description"], name);
    }
  });

  it("turns the routes to instances, and no others, into rules", async () => {
    const routes = routeTable([
      { route: "/api/{proxy+}", to: "instances" },
      { route: "GET /api/posts", to: "function posts" },
      { route: "POST /api/users", to: "instances" },
    ]);
    const rules = (await application({ routes })).all(types.rule);
    const actions = [{ type: "forward", targetGroupArn }];
    const told = rules.map(({ name, inputs }) => [name, inputs["priority"], inputs["conditions"], inputs["actions"]]);
    assert.deepEqual(told.sort(), [
      ["app-1", 1, [{ pathPattern: { values: ["/api/users"] } }, { httpRequestMethod: { values: ["POST"] } }], actions],
      ["app-2", 2, [{ pathPattern: { values: ["/api/?*"] } }], actions],
    ]);
  });

  it("sends plain HTTP to instances, and asks them on the same port whether they are healthy", async () => {
    const { inputs } = (await application({ targetPort: 3000 })).one(types.targetGroup);
    assertIncludes(inputs, { targetType: "instance", vpcId: "vpc-1", protocol: "HTTP", port: 3000 });
    assertIncludes(inputs["healthCheck"] as Record<string, unknown>, { protocol: "HTTP", port: undefined });
  });

  it("takes the settings of the health check", async () => {
    const healthCheck = {
      path: "/ready",
      matcher: "200,204",
      intervalSeconds: 20,
      timeoutSeconds: 10,
      healthyThreshold: 4,
      unhealthyThreshold: 6,
    };
    const { inputs } = (await application({ healthCheck })).one(types.targetGroup);
    assert.deepEqual(inputs["healthCheck"], {
      protocol: "HTTP",
      path: "/ready",
      matcher: "200,204",
      interval: 20,
      timeout: 10,
      healthyThreshold: 4,
      unhealthyThreshold: 6,
    });
  });

  for (const [algorithm, mitigation] of [
    ["round_robin", "off"],
    ["least_outstanding_requests", "off"],
    ["weighted_random", "on"],
  ] as const) {
    it(`with ${algorithm} has anomaly mitigation ${mitigation}`, async () => {
      assertIncludes((await application({ algorithm })).one(types.targetGroup).inputs, {
        loadBalancingAlgorithmType: algorithm,
        loadBalancingAnomalyMitigation: mitigation,
      });
    });
  }

  it("is sticky by its own cookie for as long as is stated", async () => {
    const { inputs } = (await application({ stickinessSeconds: 3600 })).one(types.targetGroup);
    assert.deepEqual(inputs["stickiness"], { type: "lb_cookie", enabled: true, cookieDuration: 3600 });
  });

  it("is not sticky with 0 seconds, and says so, because ELB keeps what it is not told", async () => {
    const { inputs } = (await application({ stickinessSeconds: 0 })).one(types.targetGroup);
    assert.deepEqual(inputs["stickiness"], { type: "lb_cookie", enabled: false });
  });

  it("takes the idle timeout and the deregistration delay", async () => {
    const deployment = await application({ idleTimeoutSeconds: 75, deregistrationDelaySeconds: 45 });
    assert.equal(deployment.one(types.balancer).inputs["idleTimeout"], 75);
    assert.equal(deployment.one(types.targetGroup).inputs["deregistrationDelay"], 45);
  });

  for (const deletionProtection of [true, false]) {
    it(`${deletionProtection ? "refuses" : "allows"} deletion, in ELB and in Pulumi, when told to`, async () => {
      const deployment = await application({ deletionProtection });
      const balancer = deployment.one(types.balancer);
      assert.equal(balancer.inputs["enableDeletionProtection"], deletionProtection);
      assert.equal(balancer.protect, deletionProtection);
      assert.equal(deployment.one("aws:s3/bucket:Bucket").inputs["forceDestroy"], !deletionProtection);
    });
  }

  it("leaves names to Pulumi, so that a new target group can stand beside the old one", async () => {
    const deployment = await application();
    for (const type of [types.balancer, types.targetGroup]) {
      const { inputs, deleteBeforeReplace } = deployment.one(type);
      assertIncludes(inputs, { name: undefined, namePrefix: undefined });
      assert.equal(deleteBeforeReplace, undefined);
    }
  });

  it("finds a load balancer and a target group whose names were cut for ELB", async () => {
    const { one } = await application({}, { name: "compute", stack: "a-stack-with-a-name-that-is-long" });
    for (const type of [types.balancer, types.targetGroup])
      assert.deepEqual(one(type).aliases, ["a-stack-with-a-name-that"]);
  });

  it("lets nobody scale by requests before a rule sends any", async () => {
    assert.ok(waitsFor(await application(), types.scaling, types.rule));
  });

  it("tells where it is", async () => {
    const { outputs } = await application();
    assert.deepEqual(outputs, {
      arn: arnOf(types.balancer, "app"),
      arnSuffix: "app/app-0a1b2c3/50dc6c495c0c9188",
      dnsName: "balancer.local",
      zoneId: "Z1",
      listenerArn: arnOf(types.listener, "app-http"),
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
        open: { from: 80, to: 443 },
        securityGroup: undefined,
      },
    });
  });
});
