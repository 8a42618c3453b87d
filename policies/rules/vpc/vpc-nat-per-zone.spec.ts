import assert from "node:assert/strict";

import { type Fixture, idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { vpcNatPerZone as subject } from "./vpc-nat-per-zone";

const subnet = (name: string, availabilityZone: string) =>
  resource("aws:ec2/subnet:Subnet", name, { availabilityZone });
const nat = (name: string, home: Fixture, more: object = {}) =>
  resource("aws:ec2/natGateway:NatGateway", name, { subnetId: idOf(home), ...more });

/** A subnet's way out: its route table, the association, and the route to the gateway. */
function way(from: Fixture, natGatewayId: unknown): Fixture[] {
  const table = resource("aws:ec2/routeTable:RouteTable", `${from.name}-table`);
  return [
    table,
    resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${from.name}-association`, {
      subnetId: idOf(from),
      routeTableId: idOf(table),
    }),
    resource("aws:ec2/route:Route", `${from.name}-route`, {
      routeTableId: idOf(table),
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId,
    }),
  ];
}

describe("vpc-nat-per-zone", () => {
  const [publicA, publicB] = [subnet("public-a", "eu-west-1a"), subnet("public-b", "eu-west-1b")];
  const [a, b] = [subnet("a", "eu-west-1a"), subnet("b", "eu-west-1b")];
  const [natA, natB] = [nat("nat-a", publicA), nat("nat-b", publicB)];
  const network = [publicA, publicB, a, b];

  it("accepts a gateway in each zone", () => {
    assert.deepEqual(always(subject, [...network, natA, natB, ...way(a, idOf(natA)), ...way(b, idOf(natB))]), []);
  });

  it("accepts a network without gateways, and one that it does not see", () => {
    assert.deepEqual(always(subject, network), []);
    assert.deepEqual(always(subject, [...network, ...way(a, "nat-elsewhere")]), []);
  });

  it("accepts a regional gateway", () => {
    const regional = nat("nat", publicA, { availabilityMode: "regional" });
    assert.deepEqual(always(subject, [...network, regional, ...way(a, idOf(regional)), ...way(b, idOf(regional))]), []);
  });

  it("refuses the way through another zone, and says which", () => {
    const found = always(subject, [...network, natA, ...way(a, idOf(natA)), ...way(b, idOf(natA))]);
    assert.deepEqual(brief(found), ["mandatory b-route"]);
    assert.match(found[0]?.message ?? "", /its NAT gateway nat-a is in eu-west-1a, and serves b \(eu-west-1b\)\./);
  });

  it("knows the routes that stand in a table", () => {
    const inTable = (from: Fixture, natGatewayId: unknown) => {
      const table = resource("aws:ec2/routeTable:RouteTable", `${from.name}-table`, {
        routes: [
          { cidrBlock: "10.1.0.0/16", transitGatewayId: "tgw-1" },
          { cidrBlock: "0.0.0.0/0", natGatewayId },
        ],
      });
      const association = { subnetId: idOf(from), routeTableId: idOf(table) };
      return [
        table,
        resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${from.name}-association`, association),
      ];
    };
    assert.deepEqual(
      always(subject, [...network, natA, natB, ...inTable(a, idOf(natA)), ...inTable(b, idOf(natB))]),
      [],
    );
    assert.deepEqual(always(subject, [...network, ...inTable(a, "nat-elsewhere")]), []);
    const found = always(subject, [...network, natA, ...inTable(a, idOf(natA)), ...inTable(b, idOf(natA))]);
    assert.deepEqual(brief(found), ["mandatory b-table"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    const [table, association, route] = way(b, later("nat-a-id"));
    const stack = [...network, natA, table, association, route].filter((fixture) => fixture !== undefined);
    assert.deepEqual(brief(preview(subject, stack)), ["advisory b-route"]);
    assert.deepEqual(brief(update(subject, stack)), ["mandatory b-route"]);
  });

  it("leaves open in which zone AWS will place a subnet", () => {
    const placed = resource("aws:ec2/subnet:Subnet", "b", {}, { assigned: { availabilityZone: "eu-west-1b" } });
    const stack = [publicA, natA, placed, ...way(placed, idOf(natA))];
    assert.deepEqual(brief(preview(subject, stack)), ["advisory b-route"]);
    assert.deepEqual(brief(update(subject, stack)), ["mandatory b-route"]);
  });

  it("compares zones by id where both have one", () => {
    const byId = (name: string, availabilityZoneId: string) =>
      resource("aws:ec2/subnet:Subnet", name, { availabilityZoneId });
    const [home, near, far] = [byId("home", "euw1-az1"), byId("near", "euw1-az1"), byId("far", "euw1-az2")];
    const gateway = nat("gateway", home);
    const found = always(subject, [home, near, far, gateway, ...way(near, idOf(gateway)), ...way(far, idOf(gateway))]);
    assert.deepEqual(brief(found), ["mandatory far-route"]);
  });
});
