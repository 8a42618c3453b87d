import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { recorded, type Recorded } from "./recording";
import { Vpc } from "./vpc";

const inputs = {
  availabilityZoneNames: ["eu-west-1a", "eu-west-1b"],
  subnetStrategy: "Auto",
  subnetSpecs: [
    { type: "Isolated", cidrBlocks: ["10.0.4.0/24", "10.0.5.0/24"] },
    { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
    { type: "Private", name: "app", cidrBlocks: ["10.0.16.0/24", "10.0.17.0/24"] },
  ],
  natGateways: { strategy: "Single" },
};
const ssm = { serviceName: "ssm", vpcEndpointType: "Interface" };

async function made(more: pulumi.Inputs = {}, opts?: pulumi.ComponentResourceOptions) {
  let vpc: Vpc | undefined;
  let state: unknown;
  const resources = await recorded(async () => {
    vpc = new Vpc("main", { ...inputs, ...more }, opts);
    // What a program sees of a resource is its URN here.
    const shown = Object.entries(vpc.state).map(([key, value]) => [key, urns(value)]);
    state = await new Promise((resolve) => pulumi.output(Object.fromEntries(shown)).apply(resolve));
  });
  return { resources, state: state as Record<string, unknown> };
}

function urns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(urns);
  return value instanceof pulumi.Resource ? value.urn.apply((urn) => urn.split("::").at(-1)) : value;
}

function only(resources: readonly Recorded[], type: RegExp): Recorded {
  const [found, ...others] = resources.filter((r) => type.test(r.type));
  assert.ok(found && others.length === 0, `one ${type.source}`);
  return found;
}

describe("stand-in awsx.ec2.Vpc", () => {
  it("gives the outputs of the official component", async () => {
    const { state } = await made();
    const subnet = (name: string): string => `${name}-aws:ec2/subnet:Subnet`;
    const all = ["public-1", "app-1", "isolated-1", "public-2", "app-2", "isolated-2"].map((n) => `main-${n}`);
    assert.deepEqual(state, {
      vpc: "main",
      vpcId: "main-aws:ec2/vpc:Vpc",
      internetGateway: "main",
      subnets: all,
      publicSubnets: ["main-public-1", "main-public-2"],
      privateSubnets: ["main-app-1", "main-app-2"],
      isolatedSubnets: ["main-isolated-1", "main-isolated-2"],
      publicSubnetIds: ["main-public-1", "main-public-2"].map(subnet),
      privateSubnetIds: ["main-app-1", "main-app-2"].map(subnet),
      isolatedSubnetIds: ["main-isolated-1", "main-isolated-2"].map(subnet),
      subnetLayout: inputs.subnetSpecs.map((spec) => ({ name: undefined, ...spec })),
      routeTables: all,
      routeTableAssociations: all,
      routes: ["main-public-1", "main-app-1", "main-public-2", "main-app-2"],
      natGateways: ["main-1"],
      eips: ["main-1"],
      vpcEndpoints: [],
    });
  });

  it("gives every subnet a /64 of the VPC's IPv6 block", async () => {
    const { resources } = await made({ assignGeneratedIpv6CidrBlock: true });
    const subnets = resources.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
    const blocks = subnets.map(({ urn, inputs = {} }) => [urn.split("::").at(-1), inputs["ipv6CidrBlock"]]);
    assert.deepEqual(Object.fromEntries(blocks), {
      "main-public-1": "2600:1f18:1:ab00::/64",
      "main-public-2": "2600:1f18:1:ab01::/64",
      "main-app-1": "2600:1f18:1:ab02::/64",
      "main-app-2": "2600:1f18:1:ab03::/64",
      "main-isolated-1": "2600:1f18:1:ab04::/64",
      "main-isolated-2": "2600:1f18:1:ab05::/64",
    });
    assert.ok(subnets.every(({ inputs = {} }) => inputs["assignIpv6AddressOnCreation"] === true));
    assert.equal(only(resources, /ec2\/vpc:Vpc/).inputs?.["assignGeneratedIpv6CidrBlock"], true);
  });

  it("takes values that the program computes", async () => {
    const { resources } = await made({
      enableDnsHostnames: pulumi.output(true),
      tags: pulumi.output({ team: "a" }),
      vpcEndpointStrategy: "Auto",
      vpcEndpointSpecs: [{ ...ssm, securityGroupIds: [pulumi.output("sg-1")], tags: { use: pulumi.output("shell") } }],
    });
    assert.deepEqual(only(resources, /ec2\/vpc:Vpc/).inputs, {
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: "main", team: "a" },
    });
    const endpoint = only(resources, /:VpcEndpoint/).inputs;
    assert.deepEqual(endpoint?.["securityGroupIds"], ["sg-1"]);
    assert.deepEqual(endpoint["tags"], { Name: "main", team: "a", use: "shell" });
  });

  it("hangs every child where the official component does", async () => {
    const { resources } = await made({ vpcEndpointStrategy: "Auto", vpcEndpointSpecs: [ssm] });
    const parents = resources.map(({ type, parent = "" }) => [type, parent.split(/::|\$/).at(-2) ?? ""]);
    const vpc = "aws:ec2/vpc:Vpc";
    const subnet = "aws:ec2/subnet:Subnet";
    const routeTable = "aws:ec2/routeTable:RouteTable";
    assert.deepEqual(Object.fromEntries(parents), {
      "awsx:ec2:Vpc": "",
      "aws:ec2/vpc:Vpc": "awsx:ec2:Vpc",
      "aws:ec2/internetGateway:InternetGateway": vpc,
      "aws:ec2/subnet:Subnet": vpc,
      "aws:ec2/routeTable:RouteTable": subnet,
      "aws:ec2/routeTableAssociation:RouteTableAssociation": routeTable,
      "aws:ec2/route:Route": routeTable,
      "aws:ec2/eip:Eip": subnet,
      "aws:ec2/natGateway:NatGateway": subnet,
      "aws:ec2/vpcEndpoint:VpcEndpoint": vpc,
      "aws:ec2/securityGroup:SecurityGroup": vpc,
      "aws:ec2/securityGroupRule:SecurityGroupRule": vpc,
    });
  });

  it("hands `protect` down to every child", async () => {
    const { resources } = await made({}, { protect: true });
    assert.deepEqual(
      resources.filter(({ request }) => !request.getProtect()).map(({ urn }) => urn),
      [],
    );
  });

  it("makes an address wait for its subnet", async () => {
    const { resources } = await made();
    const waits = only(resources, /:Eip/).request.getDependenciesList();
    assert.deepEqual(
      waits.map((urn) => urn.split("::").at(-1)),
      ["main-public-1"],
    );
  });
});
