import assert from "node:assert/strict";
import { Network } from "../../../infra/network/network";
import type { NetworkSettings } from "../../../infra/settings";
import { presets } from "../../../infra/settings/presets";
import { deploy, type Deployment } from "../harness";

/** The statements of a policy, as the program states it. */
const statementsOf = (policy: unknown) =>
  (JSON.parse(typeof policy === "string" ? policy : JSON.stringify(policy)) as { Statement: Record<string, unknown>[] })
    .Statement;

const deployed = (settings: Partial<NetworkSettings> = {}): Promise<Deployment<Network>> =>
  deploy(() => new Network("net", { ...presets.prod.network, ...settings, region: "eu-west-1" }));

describe("Network", () => {
  it("builds on awsx with the zones of the region and the blocks of the plan", async () => {
    const vpc = (await deployed()).one("awsx:ec2:Vpc");
    assert.deepEqual(vpc.inputs["availabilityZoneNames"], ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    assert.deepEqual(vpc.inputs["subnetSpecs"], [
      { name: "public", type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"] },
      { name: "private", type: "Private", cidrBlocks: ["10.0.16.0/20", "10.0.32.0/20", "10.0.48.0/20"] },
      { name: "isolated", type: "Isolated", cidrBlocks: ["10.0.8.0/24", "10.0.9.0/24", "10.0.10.0/24"] },
    ]);
    assert.equal(vpc.inputs["enableDnsHostnames"], true);
  });

  for (const [natGateways, strategy] of [
    ["none", "None"],
    ["single", "Single"],
    ["per-zone", "OnePerAz"],
  ] as const) {
    it(`gives private subnets ${natGateways} NAT`, async () => {
      const vpc = (await deployed({ natGateways })).one("awsx:ec2:Vpc");
      assert.deepEqual(vpc.inputs["natGateways"], { strategy });
    });
  }

  it("keeps every subnet from assigning public addresses, and touches nothing else", async () => {
    const { transforms } = await deployed();
    const [transform] = transforms;
    assert.ok(transform);
    const args = { custom: true, name: "x", props: { mapPublicIpOnLaunch: true, vpcId: "vpc-1" }, opts: {} };
    assert.deepEqual(await transform({ ...args, type: "aws:ec2/subnet:Subnet" }), {
      props: { mapPublicIpOnLaunch: false, vpcId: "vpc-1" },
      opts: {},
    });
    assert.equal(await transform({ ...args, type: "aws:ec2/vpc:Vpc" }), undefined);
  });

  it("closes the default security group", async () => {
    const { inputs } = (await deployed()).one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
    assert.equal(inputs["vpcId"], "net-id");
    assert.equal(inputs["ingress"], undefined);
    assert.equal(inputs["egress"], undefined);
  });

  it("logs the VPC's traffic to a log group that ends", async () => {
    const network = await deployed({ flowLogs: { trafficType: "ALL", retentionDays: 90 } });
    const flowLog = network.one("aws:ec2/flowLog:FlowLog");
    assert.equal(flowLog.inputs["vpcId"], "net-id");
    assert.equal(flowLog.inputs["trafficType"], "ALL");
    assert.equal(network.one("aws:cloudwatch/logGroup:LogGroup").inputs["retentionInDays"], 90);
    const trust = JSON.stringify(network.one("aws:iam/role:Role").inputs["assumeRolePolicy"]);
    assert.match(trust, /vpc-flow-logs.amazonaws.com/);
    assert.match(trust, /"aws:SourceAccount\W+123456789012/);
    assert.ok(flowLog.dependencies.some((urn) => urn.includes("aws:iam/rolePolicy:RolePolicy")));
  });

  it("reaches S3 through a gateway endpoint", async () => {
    const vpc = (await deployed()).one("awsx:ec2:Vpc");
    assert.deepEqual(vpc.inputs["vpcEndpointSpecs"], [
      { serviceName: "com.amazonaws.eu-west-1.s3", vpcEndpointType: "Gateway" },
    ]);
  });

  it("lets this account's principals through the gateway to its own buckets, and to what boots need of AWS", async () => {
    const { inputs } = (await deployed()).one("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy");
    assert.equal(inputs["vpcEndpointId"], "net-s3-id");
    const [own, ofAws, ...more] = statementsOf(inputs["policy"]);
    assert.deepEqual(more, []);
    assert.deepEqual(own?.["Condition"], {
      StringEquals: { "aws:PrincipalAccount": "123456789012", "aws:ResourceAccount": "123456789012" },
    });
    assert.equal(ofAws?.["Action"], "s3:GetObject");
    assert.deepEqual(ofAws["Resource"], [
      "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
      "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
    ]);
  });

  it("lets this account's principals through interface endpoints to its own resources, and to images of others", async () => {
    const network = await deployed({ interfaceEndpoints: ["secretsmanager", "ecr.dkr"] });
    const conditions = network
      .all("aws:ec2/vpcEndpoint:VpcEndpoint")
      .map(({ name, inputs }) => [name, statementsOf(inputs["policy"]).map((statement) => statement["Condition"])]);
    const principals = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };
    assert.deepEqual(Object.fromEntries(conditions), {
      "net-endpoints-secretsmanager": [
        { ...principals, StringEqualsIfExists: { "aws:ResourceAccount": "123456789012" } },
      ],
      "net-endpoints-ecr.dkr": [principals],
    });
  });

  it("states no policy where the service takes none", async () => {
    const interfaceEndpoints = [
      "email-smtp",
      "mail-manager-smtp.open",
      "grafana-workspace",
      "eks-capabilities",
      "email",
    ];
    const policies = (await deployed({ interfaceEndpoints }))
      .all("aws:ec2/vpcEndpoint:VpcEndpoint")
      .map(({ inputs }) => typeof inputs["policy"]);
    assert.deepEqual(policies, ["undefined", "undefined", "undefined", "undefined", "string"]);
  });

  it("puts interface endpoints in private subnets, open to the VPC on 443 only", async () => {
    const network = await deployed({ interfaceEndpoints: ["ssm", "secretsmanager"] });
    const endpoints = network.all("aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.deepEqual(
      endpoints.map((endpoint) => endpoint.inputs["serviceName"]),
      ["com.amazonaws.eu-west-1.ssm", "com.amazonaws.eu-west-1.secretsmanager"],
    );
    for (const { inputs } of endpoints) {
      assert.deepEqual(inputs["subnetIds"], ["subnet-private-1", "subnet-private-2", "subnet-private-3"]);
      assert.equal(inputs["privateDnsEnabled"], true);
    }
    const rule = network.one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs;
    assert.deepEqual([rule["cidrIpv4"], rule["fromPort"], rule["toPort"]], ["10.0.0.0/16", 443, 443]);
  });

  it("falls back to isolated subnets for endpoints, and makes none unasked", async () => {
    const isolated = await deployed({ tiers: ["isolated"], natGateways: "none", interfaceEndpoints: ["ssm"] });
    const [endpoint] = isolated.all("aws:ec2/vpcEndpoint:VpcEndpoint");
    assert.deepEqual(endpoint?.inputs["subnetIds"], ["subnet-isolated-1", "subnet-isolated-2", "subnet-isolated-3"]);
    const none = await deployed({ interfaceEndpoints: [] });
    assert.deepEqual(none.all("aws:ec2/vpcEndpoint:VpcEndpoint"), []);
    assert.deepEqual(none.all("aws:ec2/securityGroup:SecurityGroup"), []);
  });

  it("gives every child a parent inside the component", async () => {
    const { resources } = await deployed({ interfaceEndpoints: ["ssm"] });
    const [root, ...children] = resources.filter((resource) => resource.type !== "pulumi:pulumi:Stack");
    assert.equal(root?.name, "net");
    for (const child of children) assert.notEqual(child.parent, undefined, child.name);
  });
});
