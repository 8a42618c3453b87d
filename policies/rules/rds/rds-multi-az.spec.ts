import assert from "node:assert/strict";

import { type Fixture, idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { rdsMultiAz } from "./rds-multi-az";

const instance = (inputs: object) => resource("aws:rds/instance:Instance", "db", { engine: "postgres", ...inputs });

const cluster = (inputs: object = {}, name = "aurora") =>
  resource("aws:rds/cluster:Cluster", name, { engine: "aurora-postgresql", ...inputs });

/** An instance of the cluster, in a zone of its own choice or AWS's. */
const member = (of: Fixture, name: string, zone: string | { readonly assigned: string }) =>
  resource(
    "aws:rds/clusterInstance:ClusterInstance",
    name,
    { clusterIdentifier: idOf(of), ...(typeof zone === "string" && { availabilityZone: zone }) },
    typeof zone === "string" ? {} : { assigned: { availabilityZone: zone.assigned } },
  );

describe("rds-multi-az", () => {
  describe("instances", () => {
    it("accepts one with a standby", () => {
      assert.deepEqual(always(rdsMultiAz, [instance({ multiAz: true })]), []);
      assert.deepEqual(always(rdsMultiAz, [instance({ multiAz: "true" })]), []);
    });

    for (const [what, inputs, words] of [
      ["multiAz: false", { multiAz: false }, "multiAz is false"],
      ["no multiAz", {}, "multiAz is not set (the default is false)"],
      ["multiAz: null", { multiAz: null }, "multiAz is not set"],
      ['the text "false"', { multiAz: "false" }, 'multiAz is "false"'],
      ["an empty source", { replicateSourceDb: "" }, "multiAz is not set"],
    ] as const) {
      it(`refuses ${what}, and says how to mend it`, () => {
        const [found, ...more] = always(rdsMultiAz, [instance(inputs)]);
        assert.deepEqual(more, []);
        assert.equal(found?.level, "mandatory");
        assert.equal(found.at, "db");
        const [description, finding, remedy] = found.message.split("\n");
        assert.equal(description, rdsMultiAz.description);
        assert.ok(finding?.startsWith(`Found: ${words}`), finding);
        assert.equal(remedy, `Remedy: ${rdsMultiAz.remediationSteps}`);
      });
    }

    it("does not judge a replica", () => {
      assert.deepEqual(always(rdsMultiAz, [instance({ replicateSourceDb: "primary" })]), []);
    });

    it("leaves an unknown multiAz open in a preview and decides at the update", () => {
      const [open] = preview(rdsMultiAz, [instance({ multiAz: later(false) })]);
      assert.equal(open?.level, "advisory");
      assert.match(open.message, /Cannot be decided before the update: the value of multiAz\.$/);
      assert.deepEqual(brief(update(rdsMultiAz, [instance({ multiAz: later(false) })])), ["mandatory db"]);
      assert.deepEqual(update(rdsMultiAz, [instance({ multiAz: later(true) })]), []);
    });

    it("takes an instance for a replica before its source is known", () => {
      assert.deepEqual(always(rdsMultiAz, [instance({ replicateSourceDb: later("primary") })]), []);
      assert.deepEqual(
        always(rdsMultiAz, [instance({ replicateSourceDb: later("primary"), multiAz: later(false) })]),
        [],
      );
    });

    it("judges each on its own, and nothing else", () => {
      const other = resource("aws:neptune/cluster:Cluster", "graph");
      assert.deepEqual(always(rdsMultiAz, [instance({ multiAz: true }), other]), []);
      assert.deepEqual(brief(always(rdsMultiAz, [instance({}), instance({ multiAz: true })])), ["mandatory db"]);
    });
  });

  describe("clusters", () => {
    const aurora = cluster();
    const one = member(aurora, "one", "eu-west-1a");
    const two = member(aurora, "two", "eu-west-1b");

    it("accepts Aurora with instances in two zones", () => {
      assert.deepEqual(always(rdsMultiAz, [aurora, one, two]), []);
    });

    it("accepts a Multi-AZ DB cluster", () => {
      assert.deepEqual(
        always(rdsMultiAz, [cluster({ engine: "postgres", dbClusterInstanceClass: "db.m6gd.large" })]),
        [],
      );
    });

    for (const [what, members, words] of [
      ["without instances", [], "its instances lie in 0 Availability Zones, not in 2"],
      ["with one instance", [one], "its instances lie in 1 Availability Zone (eu-west-1a), not in 2"],
      [
        "with two instances in one zone",
        [one, member(aurora, "two", "eu-west-1a")],
        "its instances lie in 1 Availability Zone (eu-west-1a), not in 2",
      ],
    ] as const) {
      it(`refuses Aurora ${what}`, () => {
        const found = always(rdsMultiAz, [aurora, ...members]);
        assert.deepEqual(brief(found), ["mandatory aurora"]);
        assert.ok(found[0]?.message.includes(words), found[0]?.message);
      });
    }

    it("decides at the update where AWS placed the instances", () => {
      const placed = (zone: string) => [
        aurora,
        member(aurora, "a", { assigned: "eu-west-1a" }),
        member(aurora, "b", { assigned: zone }),
      ];
      assert.deepEqual(brief(preview(rdsMultiAz, placed("eu-west-1b"))), ["advisory aurora"]);
      assert.deepEqual(update(rdsMultiAz, placed("eu-west-1b")), []);
      assert.deepEqual(brief(update(rdsMultiAz, placed("eu-west-1a"))), ["mandatory aurora"]);
    });

    it("does not count the instances of another cluster", () => {
      const other = cluster({}, "other");
      const found = always(rdsMultiAz, [aurora, other, one, member(other, "two", "eu-west-1b")]);
      assert.deepEqual(brief(found), ["mandatory aurora", "mandatory other"]);
    });

    it("counts instances that name the cluster by text", () => {
      const named = cluster({ clusterIdentifier: "main" });
      const reader = (name: string, zone: string, more: object = {}) =>
        resource("aws:rds/clusterInstance:ClusterInstance", name, {
          clusterIdentifier: "main",
          instanceClass: "db.serverless",
          availabilityZone: zone,
          ...more,
        });
      const [writer, second] = [reader("writer", "eu-west-1a"), reader("second", "eu-west-1b", { promotionTier: 15 })];
      assert.deepEqual(always(rdsMultiAz, [named, writer, second]), []);
      assert.deepEqual(brief(always(rdsMultiAz, [named, writer, reader("second", "eu-west-1a")])), [
        "mandatory aurora",
      ]);
    });

    it("judges the clusters of a global database like any", () => {
      const second = cluster({ globalClusterIdentifier: "global" });
      assert.deepEqual(brief(always(rdsMultiAz, [second])), ["mandatory aurora"]);
      assert.deepEqual(
        always(rdsMultiAz, [second, member(second, "one", "eu-west-1a"), member(second, "two", "eu-west-1b")]),
        [],
      );
    });

    for (const [computeRedundancy, words] of [
      [undefined, "is not set (the default is 0)"],
      [0, "is 0"],
      [1, ""],
      ["2", ""],
    ] as const) {
      it(`judges a limitless cluster by its shard group's redundancy: ${String(computeRedundancy)}`, () => {
        const limitless = cluster({ clusterScalabilityType: "limitless" });
        const group = resource("aws:rds/shardGroup:ShardGroup", "shards", {
          dbClusterIdentifier: idOf(limitless),
          computeRedundancy,
        });
        const found = always(rdsMultiAz, [limitless, group]);
        assert.deepEqual(brief(found), words === "" ? [] : ["mandatory aurora"]);
        assert.ok((found[0]?.message ?? "").includes(words));
      });
    }

    it("leaves open whether the instances of a cluster outside the stack are all", () => {
      const stranger = (name: string, zone: string) =>
        resource("aws:rds/clusterInstance:ClusterInstance", name, {
          clusterIdentifier: "elsewhere",
          availabilityZone: zone,
        });
      const [open, ...more] = always(rdsMultiAz, [stranger("one", "eu-west-1a"), stranger("two", "eu-west-1a")]);
      assert.deepEqual([more, open?.level, open?.at], [[], "advisory", "one"]);
      assert.match(open?.message ?? "", /from this stack alone: in which .* the instances of elsewhere lie/);
      assert.deepEqual(always(rdsMultiAz, [stranger("one", "eu-west-1a"), stranger("two", "eu-west-1b")]), []);
    });

    it("does not count an instance of a cluster outside the stack", () => {
      const stranger = resource("aws:rds/clusterInstance:ClusterInstance", "stranger", {
        clusterIdentifier: "elsewhere",
        availabilityZone: "eu-west-1b",
      });
      assert.deepEqual(brief(always(rdsMultiAz, [aurora, one, stranger])), ["mandatory aurora", "advisory stranger"]);
    });

    it("leaves open whether an instance of a still unknown cluster belongs to it", () => {
      const perhaps = resource("aws:rds/clusterInstance:ClusterInstance", "perhaps", {
        clusterIdentifier: later("aurora-id"),
        availabilityZone: "eu-west-1b",
      });
      assert.deepEqual(brief(preview(rdsMultiAz, [aurora, one, perhaps])), ["advisory aurora"]);
      assert.deepEqual(update(rdsMultiAz, [aurora, one, perhaps]), []);
    });

    it("takes a cluster for a Multi-AZ one before the class of its instances is known, and still judges the next", () => {
      const kind = cluster({ dbClusterInstanceClass: later("db.m6gd.large") }, "kind");
      assert.deepEqual(brief(always(rdsMultiAz, [kind, aurora])), ["mandatory aurora"]);
    });
  });
});
