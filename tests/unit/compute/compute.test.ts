import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Compute } from "../../../infra/compute/compute";
import { parseSettings } from "../../../infra/settings/settings";
import { deploy, type Deployment } from "../harness";

const certificate = {
  arn: "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000",
  domainName: "api.example.com",
};
const types = {
  api: "aws:apigatewayv2/api:Api",
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  group: "aws:autoscaling/group:Group",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  integration: "aws:apigatewayv2/integration:Integration",
  link: "aws:apigatewayv2/vpcLink:VpcLink",
  lambda: "aws:lambda/function:Function",
  rule: "aws:lb/listenerRule:ListenerRule",
} as const;

function compute(stated: Record<string, unknown>) {
  const network = { natGateways: "single" };
  const { settings, problems } = parseSettings({ environment: "dev", network, compute: stated }, "eu-west-1");
  const section = settings?.compute;
  assert.ok(section, JSON.stringify(problems));
  return deploy(() => {
    const { instances, functions, origin, releasesBucket } = new Compute("compute", {
      ...section,
      vpcId: "vpc-1",
      subnetIds: ["subnet-1", "subnet-2"],
      zoneIds: ["euw1-az1", "euw1-az2"],
      publicSubnetIds: ["subnet-3", "subnet-4"],
      data: { database: undefined, cache: undefined },
      tags: {},
      provider: {},
      code: (entry) => Promise.resolve(`// ${entry}`),
    });
    return {
      instances: instances?.loadBalancer.dnsName,
      functions: functions?.apiId,
      origin: pulumi.output(origin),
      releasesBucket,
    };
  }, options);
}

const options = {
  computed: {
    "aws:apigatewayv2/api:Api": { apiEndpoint: "https://x.example:4566" },
    "aws:s3/bucket:Bucket": { bucket: "bucket-0a1b2c3" },
  },
};

const counts = ({ all }: Deployment<unknown>) =>
  Object.fromEntries(
    (["api", "lambda", "link", "balancer", "group"] as const).map((type) => [type, all(types[type]).length]),
  );

describe("Compute", () => {
  const parts = {
    functions: { api: 1, lambda: 2, link: 0, balancer: 0, group: 0 },
    instances: { api: 0, lambda: 0, link: 0, balancer: 1, group: 1 },
    both: { api: 1, lambda: 2, link: 1, balancer: 1, group: 1 },
  };
  for (const [kind, expected] of Object.entries(parts)) {
    it(`of kind ${kind} has its parts and no others`, async () => {
      assert.deepEqual(counts(await compute({ kind })), expected);
    });
  }

  for (const kind of Object.keys(parts)) {
    it(`of kind ${kind} has one bucket for records of releases, and it goes with the stack`, async () => {
      const { one, outputs } = await compute({ kind });
      assert.equal(one("aws:s3/bucket:Bucket", "compute-releases").inputs["forceDestroy"], true);
      assert.equal(outputs.releasesBucket, "bucket-0a1b2c3");
    });
  }

  it("is entered by its API where it has one, and otherwise by its load balancer", async () => {
    const entrance = async (kind: string) => (await compute({ kind })).outputs.origin;
    const api = { kind: "api-gateway", domainName: "x.example" };
    assert.deepEqual([await entrance("functions"), await entrance("both")], [api, api]);
    assert.equal((await entrance("instances")).kind, "internal-load-balancer");
  });

  it("puts a load balancer that is on the internet, and nothing else, into the public subnets", async () => {
    const loadBalancer = { exposure: "cloudfront", certificate };
    const { one, outputs } = await compute({ kind: "instances", instances: { loadBalancer } });
    assert.equal(outputs.origin.kind, "public-load-balancer");
    assert.deepEqual(one(types.balancer).inputs["subnets"], ["subnet-3", "subnet-4"]);
    assert.deepEqual(one(types.group).inputs["vpcZoneIdentifiers"], ["subnet-1", "subnet-2"]);
  });

  it("sends both kinds of routes through one API, and those to instances on to the load balancer's listener", async () => {
    const { all, one } = await compute({ kind: "both" });
    const [toInstances, ...more] = all(types.integration).filter(
      ({ inputs }) => inputs["integrationType"] === "HTTP_PROXY",
    );
    assert.deepEqual(more, []);
    assert.match(String(toInstances?.inputs["integrationUri"]), /listener/i);
    assert.equal(toInstances?.inputs["tlsConfig"], undefined);
    assert.deepEqual(one(types.link).inputs["securityGroupIds"], ["compute-client-id"]);
    assert.equal(all(types.rule).length, 2);
  });

  it("has the API verify the name on the load balancer's certificate", async () => {
    const { all } = await compute({ kind: "both", instances: { loadBalancer: { certificate } } });
    const names = all(types.integration).map(({ inputs }) => inputs["tlsConfig"]);
    assert.deepEqual(
      names.filter((name) => name !== undefined),
      [{ serverNameToVerify: "api.example.com" }],
    );
  });

  it("lets the load balancer alone reach the instances, on the application's port", async () => {
    const { all } = await compute({ kind: "instances", instances: { application: { port: 9090 } } });
    const ofPort = (type: string) => all(type).filter(({ inputs }) => inputs["fromPort"] === 9090);
    const [ingress, ...more] = ofPort(types.ingress);
    const [egress] = ofPort(types.egress);
    assert.ok(ingress && egress);
    assert.deepEqual(more, []);
    assert.equal(ingress.inputs["referencedSecurityGroupId"], "compute-target-id");
    assert.equal(egress.inputs["securityGroupId"], "compute-target-id");
    assert.equal(egress.inputs["referencedSecurityGroupId"], ingress.inputs["securityGroupId"]);
  });

  it("forwards connections with a network load balancer, whatever their path", async () => {
    const { all, one } = await compute({
      kind: "instances",
      routes: [],
      instances: { loadBalancer: { kind: "network", port: 5000 } },
    });
    assert.equal(one(types.balancer).inputs["loadBalancerType"], "network");
    assert.deepEqual(all(types.rule), []);
  });
});
