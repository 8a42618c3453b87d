import assert from "node:assert/strict";

import { CLUSTER, INSTANCE } from "../../aws/databases";
import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { rdsEnhancedMonitoring as subject } from "./rds-enhanced-monitoring";

judges(subject, {
  types: [INSTANCE],
  obeys: {
    "what is on": { monitoringInterval: 60 },
    "what is on by text": { monitoringInterval: "60" },
  },
  refuses: {
    "what is off": [{ monitoringInterval: 0 }, "monitoringInterval is 0"],
    "no statement": [{}, "is not set (the default is 0)"],
  },
  unknown: { monitoringInterval: later(0) },
});

describe("rds-enhanced-monitoring, clusters", () => {
  const cluster = (inputs: object) => resource(CLUSTER, "cluster", { clusterIdentifier: "main", ...inputs });
  const member = (inputs: object = {}, clusterIdentifier: unknown = idOf(cluster({}))) =>
    resource("aws:rds/clusterInstance:ClusterInstance", "member", { clusterIdentifier, ...inputs });

  it("accepts instances that have it on", () => {
    assert.deepEqual(always(subject, [member({ monitoringInterval: 60 }, "elsewhere")]), []);
    assert.deepEqual(always(subject, [cluster({}), member({ monitoringInterval: 60 })]), []);
  });

  it("accepts instances of a cluster that has it on for all of its own, named by id or by text", () => {
    const on = cluster({ monitoringInterval: 60 });
    assert.deepEqual(always(subject, [on, member()]), []);
    assert.deepEqual(always(subject, [on, member({ monitoringInterval: 0 }, "main")]), []);
  });

  it("refuses instances where neither says so", () => {
    assert.deepEqual(brief(always(subject, [cluster({}), member()])), ["advisory member"]);
    assert.deepEqual(brief(always(subject, [cluster({}), member({ monitoringInterval: 0 }, "main")])), [
      "advisory member",
    ]);
  });

  it("leaves open what a cluster outside the stack says", () => {
    const [open, ...more] = always(subject, [member({}, "elsewhere")]);
    assert.deepEqual(more, []);
    assert.match(open?.message ?? "", /from this stack alone: what its cluster elsewhere says/);
  });

  it("leaves open what only the update knows", () => {
    const stack = [cluster({}), member({ monitoringInterval: later(60) })];
    assert.deepEqual(brief(preview(subject, stack)), ["advisory member"]);
    assert.deepEqual(update(subject, stack), []);
  });

  it("judges a Multi-AZ cluster, whose instances are no resources", () => {
    const dbClusterInstanceClass = "db.m6gd.large";
    assert.deepEqual(always(subject, [cluster({ dbClusterInstanceClass, monitoringInterval: 60 })]), []);
    assert.deepEqual(brief(always(subject, [cluster({ dbClusterInstanceClass })])), ["advisory cluster"]);
    assert.deepEqual(always(subject, [cluster({})]), []);
  });
});
