import assert from "node:assert/strict";
import { architectureOf } from "../../../scripts/report/architecture/architecture";
import { boxesOf } from "../../../scripts/report/architecture/model";
import { fullStack, graphOf, networkParts, type Part } from "./fixture";

const named = (id: string) => id.split("::").at(3) ?? id;

describe("the architecture of a graph", () => {
  const full = architectureOf(graphOf(fullStack()));

  it("has tiers from outside inwards, with their subnets, zones and way out", () => {
    const { network } = full;
    assert.deepEqual(network?.zones, ["eu-west-1a", "eu-west-1b"]);
    assert.deepEqual(
      network.tiers.map(({ name, subnets }) => [name, ...subnets.map(({ zone, cidr }) => `${zone} ${cidr}`)]),
      [
        ["Public", "eu-west-1a 10.0.10.0/24", "eu-west-1b 10.0.11.0/24"],
        ["Private", "eu-west-1a 10.0.20.0/24", "eu-west-1b 10.0.21.0/24"],
        ["Isolated", "eu-west-1a 10.0.00.0/24", "eu-west-1b 10.0.01.0/24"],
      ],
    );
  });

  it("puts everything where its subnets are, what is connected below one another", () => {
    assert.deepEqual(
      full.network?.tiers.map(({ inZone, bands }) => [
        ...inZone.map(({ box }) => box.name),
        ...bands.map(({ name }) => name),
      ]),
      [["nat"], ["link", "balancer", "fleet", "posts"], ["db", "db-replica", "cache"]],
    );
    assert.deepEqual(
      full.functions.map(({ name }) => name),
      ["health"],
    );
  });

  it("puts what is connected before what is of the same type", () => {
    const { parts, of } = networkParts(["Private"]);
    const pair = (name: string): Part[] => {
      const [client, target] = ["client", "target"].map((role): Part => ({
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: `${name}-${role}`,
      }));
      assert.ok(client && target);
      return [
        ...[client, target],
        {
          type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
          name,
          from: { referencedSecurityGroupId: [client], securityGroupId: [target] },
        },
        {
          type: "aws:lb/loadBalancer:LoadBalancer",
          name: `${name}-balancer`,
          from: { subnets: of("Private"), securityGroups: [client] },
        },
        {
          type: "aws:lambda/function:Function",
          name: `${name}-function`,
          from: { vpcConfig: [...of("Private"), target] },
        },
      ];
    };
    const { network } = architectureOf(graphOf([...parts, ...pair("a"), ...pair("b")]));
    assert.deepEqual(
      network?.tiers[0]?.bands.map(({ name }) => name),
      ["a-balancer", "a-function", "b-balancer", "b-function"],
    );
  });

  it("puts things and their parts in the zones that are known", () => {
    const cache: Part = {
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      name: "nodes",
      inputs: { preferredCacheClusterAzs: ["eu-west-1b", "eu-west-1a", "eu-west-1z"] },
      from: { subnetGroupName: fullStack().filter(({ name }) => name === "places") },
    };
    const { network } = architectureOf(graphOf([...fullStack(), cache]));
    assert.deepEqual(
      network?.tiers.at(-1)?.bands.map(({ name, zones, parts }) => [name, zones.length, parts.map(({ zone }) => zone)]),
      [
        ["db", 2, []],
        ["db-replica", 1, []],
        ["nodes", 2, ["eu-west-1b", "eu-west-1a"]],
        ["cache", 2, []],
      ],
    );
  });

  it("takes flows from origins, routes and rules; those to the same data are one", () => {
    assert.deepEqual(
      full.flows.map(({ from, to, label }) => [from.map(named).join("+"), named(to), label]),
      [
        ["viewer", "edge", "HTTPS"],
        ["edge", "site", "the site"],
        ["edge", "api", "/api/*"],
        ["api", "health", "GET /api/health"],
        ["api", "link", "ANY /api/users"],
        ["api", "posts", "GET /api/posts, GET /api/posts/{id}"],
        ["link", "balancer", "port 80"],
        ["balancer", "fleet", "port 8080"],
        ["fleet+posts", "db", "port 5432"],
        ["fleet+posts", "cache", "port 5432"],
      ],
    );
  });

  it("draws nothing that is not there", () => {
    const { parts } = networkParts(["Public"]);
    const bare = architectureOf(graphOf(parts));
    assert.deepEqual(boxesOf(bare), []);
    assert.deepEqual(bare.flows, []);
    const withoutInstances = architectureOf(
      graphOf(fullStack().filter(({ type }) => !/autoscaling|:LoadBalancer|VpcLink/.test(type))),
    );
    const kinds = boxesOf(withoutInstances).map(({ kind }) => kind);
    for (const kind of ["VPC link", "Load balancer", "Auto Scaling group"]) assert.ok(!kinds.includes(kind), kind);
    assert.equal(architectureOf(graphOf([])).network, undefined);
  });

  it("says how a tier reaches the internet, where its route tables tell", () => {
    assert.equal(full.network?.tiers[0]?.wayOut, "");
    const { parts, of } = networkParts(["Public", "Private", "Isolated"]);
    const gateway: Part = { type: "aws:ec2/internetGateway:InternetGateway", name: "gateway" };
    const nat: Part = { type: "aws:ec2/natGateway:NatGateway", name: "nat" };
    const ways = (tier: string, property: string, to: Part): Part[] => {
      const table: Part = { type: "aws:ec2/routeTable:RouteTable", name: tier };
      const inputs = { destinationCidrBlock: "0.0.0.0/0" };
      return [
        table,
        { type: "aws:ec2/route:Route", name: tier, inputs, from: { routeTableId: [table], [property]: [to] } },
        {
          type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
          name: tier,
          from: { routeTableId: [table], subnetId: of(tier) },
        },
      ];
    };
    const graph = graphOf([
      ...[...parts, gateway, nat],
      ...[
        ...ways("Public", "gatewayId", gateway),
        ...ways("Private", "natGatewayId", nat),
        ...ways("Isolated", "none", nat),
      ],
    ]);
    assert.deepEqual(
      architectureOf(graph).network?.tiers.map(({ wayOut }) => wayOut),
      ["reach the internet by an internet gateway", "reach the internet by NAT gateways", "do not reach the internet"],
    );
  });

  it("finds a load balancer behind CloudFront's way into the network", () => {
    const parts = fullStack().filter(({ type }) => !type.startsWith("aws:apigatewayv2"));
    const balancer = parts.find(({ type }) => type === "aws:lb/loadBalancer:LoadBalancer");
    assert.ok(balancer);
    const way: Part = {
      type: "aws:cloudfront/vpcOrigin:VpcOrigin",
      name: "way",
      from: { vpcOriginEndpointConfig: [balancer] },
    };
    const edge = parts.find(({ name }) => name === "edge");
    assert.ok(edge);
    const changed = parts.map((part) => (part === edge ? { ...edge, from: { origins: [way] } } : part));
    const { flows } = architectureOf(graphOf([...changed, way]));
    assert.deepEqual(
      flows.slice(0, 2).map(({ to, label }) => [named(to), label]),
      [
        ["edge", "HTTPS"],
        ["balancer", "/api/*"],
      ],
    );
  });
});
