import assert from "node:assert/strict";

import { CLUSTER, INSTANCE } from "../../aws/databases";
import { type Fixture, idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { rdsPrivateSubnets as subject } from "./rds-private-subnets";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", {}, { assigned: { defaultRouteTableId: "rtb-main" } });
const igw = resource("aws:ec2/internetGateway:InternetGateway", "igw", { vpcId: idOf(vpc) });
const subnet = (name: string, of: unknown = idOf(vpc)) => resource("aws:ec2/subnet:Subnet", name, { vpcId: of });
const table = (name: string, inputs: object = {}) =>
  resource("aws:ec2/routeTable:RouteTable", name, { vpcId: idOf(vpc), ...inputs });
const route = (of: Fixture, inputs: object) =>
  resource("aws:ec2/route:Route", `to-${of.name}`, { routeTableId: idOf(of), ...inputs });
const joins = (one: Fixture, to: Fixture) =>
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${one.name}-to-${to.name}`, {
    subnetId: idOf(one),
    routeTableId: idOf(to),
  });
const group = (...subnets: readonly unknown[]) =>
  resource("aws:rds/subnetGroup:SubnetGroup", "group", { name: "group", subnetIds: subnets });
const [a, b, rtb, other] = [subnet("a"), subnet("b"), table("rtb"), table("other")];
const ours = group(idOf(a), idOf(b));
const everywhere = { destinationCidrBlock: "0.0.0.0/0", gatewayId: idOf(igw) };

for (const type of [INSTANCE, CLUSTER]) {
  const db = (inputs: object = { dbSubnetGroupName: idOf(ours) }) => resource(type, "db", { ...inputs });
  const found = (...stack: readonly Fixture[]) => always(subject, [vpc, igw, a, b, ours, db(), ...stack]);
  const isolated = [rtb, joins(a, rtb), joins(b, rtb)];

  describe(`rds-private-subnets, ${type}`, () => {
    for (const [what, stack] of Object.entries({
      "subnets that lead nowhere": isolated,
      "subnets of the main table, which nobody touches": [],
      "subnets that lead to a NAT gateway": [
        ...isolated,
        route(rtb, { destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }),
      ],
      "subnets that lead to some addresses": [
        ...isolated,
        route(rtb, { ...everywhere, destinationCidrBlock: "203.0.113.0/24" }),
      ],
      "subnets that lead to a virtual private gateway": [
        ...isolated,
        route(rtb, { ...everywhere, gatewayId: "vgw-1" }),
      ],
      "another table that leads out": [...isolated, other, route(other, everywhere)],
      "a table that says nothing inline": [table("rtb", { routes: [] }), joins(a, rtb), joins(b, rtb)],
    })) {
      it(`accepts ${what}`, () => assert.deepEqual(found(...stack), []));
    }

    for (const [what, stack] of Object.entries({
      "a route out": [...isolated, route(rtb, everywhere)],
      "a route out by IPv6": [...isolated, route(rtb, { destinationIpv6CidrBlock: "::/0", gatewayId: idOf(igw) })],
      "a route to a gateway outside the stack": [...isolated, route(rtb, { ...everywhere, gatewayId: "igw-1" })],
      "one subnet of two": [rtb, other, joins(a, rtb), joins(b, other), route(other, everywhere)],
      "a route inline": [
        table("rtb", { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: idOf(igw) }] }),
        joins(a, rtb),
        joins(b, rtb),
      ],
      "a route of another main table": [
        other,
        route(other, everywhere),
        resource("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation", "main", {
          vpcId: idOf(vpc),
          routeTableId: idOf(other),
        }),
      ],
      "a route of the main table": [
        resource("aws:ec2/defaultRouteTable:DefaultRouteTable", "main", {
          defaultRouteTableId: later("rtb-main", vpc),
          routes: [{ ipv6CidrBlock: "::/0", gatewayId: idOf(igw) }],
        }),
      ],
    })) {
      it(`refuses ${what}`, () => {
        const [finding, ...more] = found(...stack);
        assert.deepEqual([more, finding?.level, finding?.at], [[], "mandatory", "db"]);
        assert.match(finding?.message ?? "", /Found: its subnets [ab](, b)? have a route to an internet gateway/);
      });
    }

    it("reads groups named by text", () => {
      const stack = [vpc, igw, a, b, ours, ...isolated, route(rtb, everywhere), db({ dbSubnetGroupName: "group" })];
      assert.deepEqual(brief(always(subject, stack)), ["mandatory db"]);
    });

    for (const [what, inputs] of Object.entries({
      "no group, and so the default VPC's": {},
      "the default group": { dbSubnetGroupName: "default" },
      "a group elsewhere": { dbSubnetGroupName: "elsewhere" },
    })) {
      it(`leaves open ${what}`, () => {
        const [open, ...more] = always(subject, [db(inputs)]);
        assert.deepEqual([more, open?.level], [[], "advisory"]);
        assert.match(open?.message ?? "", /from this stack alone: where the subnets of the group (default|elsewhere)/);
      });
    }

    it("leaves open where subnets outside the stack lead to", () => {
      const stack = [group("subnet-1", "subnet-2"), db()];
      assert.deepEqual(brief(always(subject, stack)), ["advisory db"]);
      const elsewhere = subnet("a", "vpc-1");
      assert.deepEqual(brief(always(subject, [elsewhere, group(idOf(elsewhere)), db()])), ["advisory db"]);
    });

    it("decides at the update which subnets a component has made", () => {
      const made = group();
      const unknown = { ...made, inputs: { ...made.inputs, subnetIds: later(["a-id", "b-id"]) } };
      const stack = [vpc, igw, a, b, unknown, ...isolated, route(rtb, everywhere), db({ dbSubnetGroupName: "group" })];
      assert.deepEqual(brief(preview(subject, stack)), ["advisory db"]);
      assert.deepEqual(brief(update(subject, stack)), ["mandatory db"]);
    });

    it("decides at the update which gateway a route names", () => {
      const stack = [
        vpc,
        igw,
        a,
        b,
        ours,
        db(),
        ...isolated,
        route(rtb, { destinationCidrBlock: "0.0.0.0/0", gatewayId: later("igw-1") }),
      ];
      assert.deepEqual(brief(preview(subject, stack)), ["advisory db"]);
      assert.deepEqual(brief(update(subject, stack)), ["mandatory db"]);
    });
  });
}

describe("rds-private-subnets, others", () => {
  it("does not judge replicas that have their source's group", () => {
    assert.deepEqual(always(subject, [resource(INSTANCE, "db", { replicateSourceDb: later("main") })]), []);
  });

  it("knows that the default VPC's subnets lead out", () => {
    const home = resource("aws:ec2/defaultSubnet:DefaultSubnet", "home", { availabilityZone: "eu-west-1a" });
    const stack = [home, group(idOf(home)), resource(INSTANCE, "db", { dbSubnetGroupName: "group" })];
    assert.deepEqual(brief(always(subject, stack)), ["mandatory db"]);
  });
});
