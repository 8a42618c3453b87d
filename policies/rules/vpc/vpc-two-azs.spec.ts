import assert from "node:assert/strict";

import { type Fixture, idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { vpcTwoAzs } from "./vpc-two-azs";

const vpc = resource("aws:ec2/vpc:Vpc", "main");

/** A subnet of `main`, or of another VPC, in a tier, in a zone of its own choice. */
const subnet = (name: string, tier: string | undefined, zone: string | undefined, more: object = {}) =>
  resource("aws:ec2/subnet:Subnet", name, {
    vpcId: idOf(vpc),
    ...(tier !== undefined && { tags: { SubnetType: tier } }),
    ...(zone !== undefined && { availabilityZone: zone }),
    ...more,
  });

const dbGroup = (subnetIds: unknown) => resource("aws:rds/subnetGroup:SubnetGroup", "db", { subnetIds });
const cacheGroup = (subnetIds: unknown) => resource("aws:elasticache/subnetGroup:SubnetGroup", "cache", { subnetIds });

const publicA = subnet("public-a", "Public", "eu-west-1a");
const publicB = subnet("public-b", "Public", "eu-west-1b");
const dataA = subnet("data-a", "Isolated", "eu-west-1a");
const dataA2 = subnet("data-a2", "Isolated", "eu-west-1a");
const dataB = subnet("data-b", "Isolated", "eu-west-1b");
const network = [vpc, publicA, publicB, dataA, dataB];

/** A subnet whose zone AWS chooses. */
const placedByAws = (name: string, zone: string) =>
  resource(
    "aws:ec2/subnet:Subnet",
    name,
    { vpcId: idOf(vpc), tags: { SubnetType: "Public" } },
    { assigned: { availabilityZone: zone } },
  );

describe("vpc-two-azs", () => {
  it("accepts two tiers over two zones, and groups on them", () => {
    const ids = [idOf(dataA), idOf(dataB)];
    assert.deepEqual(always(vpcTwoAzs, [...network, dbGroup(ids), cacheGroup(ids)]), []);
  });

  describe("tiers", () => {
    it("refuses a tier in one zone, and says where and how to mend it", () => {
      const [found, ...more] = always(vpcTwoAzs, [vpc, publicA, publicB, dataA, dataA2]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "mandatory");
      assert.equal(found.at, "main");
      assert.deepEqual(found.message.split("\n"), [
        vpcTwoAzs.description,
        "Found: the Isolated subnets lie in 1 Availability Zone (eu-west-1a), not in 2.",
        `Remedy: ${String(vpcTwoAzs.remediationSteps)}`,
      ]);
    });

    it("refuses each tier that falls short", () => {
      assert.deepEqual(brief(always(vpcTwoAzs, [vpc, publicA, dataA])), ["mandatory main", "mandatory main"]);
    });

    it("takes subnets without the tag for a tier", () => {
      const untagged = [subnet("x", undefined, "eu-west-1a"), subnet("y", undefined, "eu-west-1a")];
      const [found] = always(vpcTwoAzs, [...network, ...untagged]);
      assert.match(found?.message ?? "", /the untagged subnets lie in 1 Availability Zone \(eu-west-1a\)/);
      assert.deepEqual(
        always(vpcTwoAzs, [vpc, subnet("x", undefined, "eu-west-1a"), subnet("y", undefined, "eu-west-1b")]),
        [],
      );
    });

    it("reads the tier from the tag that it is told", () => {
      const own = (name: string, zone: string) =>
        subnet(name, undefined, zone, { tags: { Tier: "web", SubnetType: name } });
      assert.deepEqual(
        always(vpcTwoAzs, [vpc, own("x", "eu-west-1a"), own("y", "eu-west-1b")], { tierTag: "Tier" }),
        [],
      );
    });

    it("demands as many zones as it is told", () => {
      const found = always(vpcTwoAzs, network, { minZones: 3 });
      assert.deepEqual(brief(found), ["mandatory main", "mandatory main"]);
      assert.match(found[0]?.message ?? "", /in 2 Availability Zones \(eu-west-1a, eu-west-1b\), not in 3/);
    });

    it("counts zones given by id", () => {
      const byId = (name: string, id: string) => subnet(name, "Public", undefined, { availabilityZoneId: id });
      assert.deepEqual(always(vpcTwoAzs, [vpc, byId("x", "euw1-az1"), byId("y", "euw1-az2")]), []);
      assert.deepEqual(brief(always(vpcTwoAzs, [vpc, byId("x", "euw1-az1"), byId("y", "euw1-az1")])), [
        "mandatory main",
      ]);
    });

    it("cannot tell a zone's name from another's id before both are known", () => {
      const byId = resource(
        "aws:ec2/subnet:Subnet",
        "y",
        { vpcId: idOf(vpc), tags: { SubnetType: "Public" }, availabilityZoneId: "euw1-az1" },
        { assigned: { availabilityZone: "eu-west-1a" } },
      );
      assert.deepEqual(brief(preview(vpcTwoAzs, [vpc, publicA, byId])), ["advisory main"]);
      assert.deepEqual(brief(update(vpcTwoAzs, [vpc, publicA, byId])), ["mandatory main"]);
    });

    it("decides at the update where AWS placed the subnets", () => {
      const spread = [vpc, placedByAws("x", "eu-west-1a"), placedByAws("y", "eu-west-1b")];
      const crowded = [vpc, placedByAws("x", "eu-west-1a"), placedByAws("y", "eu-west-1a")];
      for (const resources of [spread, crowded]) {
        const [found, ...more] = preview(vpcTwoAzs, resources);
        assert.deepEqual(more, []);
        assert.equal(found?.level, "advisory");
        assert.match(
          found.message,
          /Cannot be decided before the update: in which Availability Zones the Public subnets lie\.$/,
        );
      }
      assert.deepEqual(update(vpcTwoAzs, spread), []);
      assert.deepEqual(brief(update(vpcTwoAzs, crowded)), ["mandatory main"]);
    });

    it("refuses a lone subnet wherever AWS will place it", () => {
      assert.deepEqual(brief(preview(vpcTwoAzs, [vpc, placedByAws("x", "eu-west-1a")])), ["mandatory main"]);
    });

    it("leaves a VPC open whose tags are unknown, and still judges the next", () => {
      const other = resource("aws:ec2/vpc:Vpc", "other");
      const tagged = subnet("x", undefined, "eu-west-1c", { tags: later({ SubnetType: "Public" }) });
      const alone = subnet("z", "Public", "eu-west-1a", { vpcId: idOf(other) });
      assert.deepEqual(brief(preview(vpcTwoAzs, [...network, tagged, other, alone])), [
        "advisory main",
        "mandatory other",
      ]);
      assert.deepEqual(brief(update(vpcTwoAzs, [...network, tagged, other, alone])), ["mandatory other"]);
    });

    it("does not take a zone that is no text for one", () => {
      const odd = subnet("x", "Public", undefined, { availabilityZone: 1 });
      assert.deepEqual(brief(always(vpcTwoAzs, [vpc, publicA, odd])), ["advisory main"]);
    });
  });

  describe("VPCs", () => {
    const other = resource("aws:ec2/vpc:Vpc", "other");

    it("does not judge one without subnets", () => {
      assert.deepEqual(always(vpcTwoAzs, [...network, other]), []);
    });

    it("does not let one make up for another", () => {
      const elsewhere = subnet("x", "Public", "eu-west-1b", { vpcId: idOf(other) });
      assert.deepEqual(brief(always(vpcTwoAzs, [vpc, other, publicA, elsewhere])), [
        "mandatory main",
        "mandatory other",
      ]);
    });

    it("leaves a tier open that falls short in a VPC of which it sees only a part", () => {
      const foreign = (name: string, zone: string) => subnet(name, "Public", zone, { vpcId: "vpc-elsewhere" });
      const [found] = always(vpcTwoAzs, [foreign("x", "eu-west-1a")]);
      assert.equal(found?.level, "advisory");
      assert.match(found.message, /Cannot be decided from this stack alone/);
      assert.deepEqual(always(vpcTwoAzs, [foreign("x", "eu-west-1a"), foreign("y", "eu-west-1b")]), []);
    });

    it("leaves subnets open whose VPC is unknown", () => {
      const lost = (name: string, zone: string) => subnet(name, "Public", zone, { vpcId: later("vpc-elsewhere") });
      const both = [lost("x", "eu-west-1a"), lost("y", "eu-west-1b")];
      assert.deepEqual(brief(preview(vpcTwoAzs, both)), ["advisory x", "advisory y"]);
      assert.deepEqual(update(vpcTwoAzs, both), []);
    });

    it("finds the VPC of a component that a subnet names by the component's output", () => {
      const component = resource("awsx:ec2:Vpc", "net");
      const inner = resource("aws:ec2/vpc:Vpc", "inner", {}, { parent: component });
      const alone = subnet("x", "Public", "eu-west-1a", { vpcId: later("inner-id", component) });
      assert.deepEqual(brief(always(vpcTwoAzs, [component, inner, alone])), ["mandatory inner"]);
    });
  });

  describe("subnet groups", () => {
    for (const [what, group] of [
      ["database", dbGroup],
      ["cache", cacheGroup],
    ] as const) {
      it(`refuses a ${what} group of two subnets in one zone, though their tier spans two`, () => {
        const [found, ...more] = always(vpcTwoAzs, [...network, dataA2, group([idOf(dataA), idOf(dataA2)])]);
        assert.deepEqual(more, []);
        assert.equal(found?.level, "mandatory");
        assert.equal(found.at, group([]).name);
        assert.match(found.message, /Found: its subnets lie in 1 Availability Zone \(eu-west-1a\), not in 2\./);
      });
    }

    it("counts a subnet that is named twice once", () => {
      assert.deepEqual(brief(update(vpcTwoAzs, [...network, dbGroup([idOf(dataA), idOf(dataA)])])), ["mandatory db"]);
    });

    it("leaves a group open that is fed from a component's output, until its ids exist", () => {
      const component = resource("awsx:ec2:Vpc", "net");
      const within = (fixture: Fixture): Fixture => ({ ...fixture, parent: component });
      const stack = [component, ...network.map(within), within(dataA2)];
      const fed = (...of: Fixture[]) =>
        dbGroup(
          later(
            of.map(({ name }) => `${name}-id`),
            component,
          ),
        );

      const [found, ...more] = preview(vpcTwoAzs, [...stack, fed(dataA, dataB)]);
      assert.deepEqual(more, []);
      assert.equal(found?.level, "advisory");
      assert.match(
        found.message,
        /Cannot be decided before the update: in which Availability Zones its subnets lie\.$/,
      );
      assert.deepEqual(update(vpcTwoAzs, [...stack, fed(dataA, dataB)]), []);
      assert.deepEqual(brief(update(vpcTwoAzs, [...stack, fed(dataA, dataA2)])), ["mandatory db"]);
    });

    it("leaves a group open when its elements depend on more subnets than there are elements", () => {
      const component = resource("awsx:ec2:Vpc", "net");
      const within = (fixture: Fixture): Fixture => ({ ...fixture, parent: component });
      const group = dbGroup([later("data-a-id", component), later("data-b-id", component)]);
      assert.deepEqual(brief(preview(vpcTwoAzs, [component, ...network.map(within), group])), ["advisory db"]);
    });

    it("leaves a group open that needs subnets outside the stack", () => {
      const [found] = always(vpcTwoAzs, [...network, dbGroup([idOf(dataA), "subnet-elsewhere"])]);
      assert.equal(found?.level, "advisory");
      assert.match(
        found.message,
        /Cannot be decided from this stack alone: in which Availability Zones its subnets lie\.$/,
      );
      assert.deepEqual(always(vpcTwoAzs, [...network, dbGroup([idOf(dataA), idOf(dataB), "subnet-elsewhere"])]), []);
    });

    for (const [what, ids] of [
      ["text", "subnet-1"],
      ["missing", undefined],
      ["a number", 1],
    ] as const) {
      it(`does not pass a group whose list is ${what}`, () => {
        assert.deepEqual(brief(always(vpcTwoAzs, [...network, dbGroup(ids)])), ["advisory db"]);
      });
    }

    it("refuses an empty group", () => {
      assert.deepEqual(brief(always(vpcTwoAzs, [...network, dbGroup([])])), ["mandatory db"]);
    });
  });
});
