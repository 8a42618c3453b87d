import assert from "node:assert/strict";

import { CLUSTER, INSTANCE } from "../../aws/databases";
import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { rdsPerformanceInsights as subject } from "./rds-performance-insights";

judges(subject, {
  types: [INSTANCE],
  obeys: {
    "what is on": { performanceInsightsEnabled: true },
    "what is on by text": { performanceInsightsEnabled: "true" },
  },
  refuses: {
    "what is off": [{ performanceInsightsEnabled: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { performanceInsightsEnabled: later(false) },
});

describe("rds-performance-insights, clusters", () => {
  const cluster = (inputs: object) => resource(CLUSTER, "cluster", { clusterIdentifier: "main", ...inputs });
  const member = (inputs: object = {}, clusterIdentifier: unknown = idOf(cluster({}))) =>
    resource("aws:rds/clusterInstance:ClusterInstance", "member", { clusterIdentifier, ...inputs });

  it("accepts instances that have it on", () => {
    assert.deepEqual(always(subject, [member({ performanceInsightsEnabled: true }, "elsewhere")]), []);
    assert.deepEqual(always(subject, [cluster({}), member({ performanceInsightsEnabled: true })]), []);
  });

  it("accepts instances of a cluster that has it on for all of its own, named by id or by text", () => {
    const on = cluster({ performanceInsightsEnabled: true });
    assert.deepEqual(always(subject, [on, member()]), []);
    assert.deepEqual(always(subject, [on, member({ performanceInsightsEnabled: false }, "main")]), []);
  });

  it("refuses instances where neither says so", () => {
    assert.deepEqual(brief(always(subject, [cluster({}), member()])), ["advisory member"]);
    assert.deepEqual(brief(always(subject, [cluster({}), member({ performanceInsightsEnabled: false }, "main")])), [
      "advisory member",
    ]);
  });

  it("refuses in a preview what AWS fills in", () => {
    const silent = { ...member({}, "main"), assigned: { performanceInsightsEnabled: false } };
    assert.deepEqual(brief(always(subject, [cluster({}), silent])), ["advisory member"]);
  });

  it("leaves open what a cluster outside the stack says", () => {
    const [open, ...more] = always(subject, [member({}, "elsewhere")]);
    assert.deepEqual(more, []);
    assert.match(open?.message ?? "", /from this stack alone: what its cluster elsewhere says/);
  });

  it("leaves open what only the update knows", () => {
    const stack = [cluster({}), member({ performanceInsightsEnabled: later(true) })];
    assert.deepEqual(brief(preview(subject, stack)), ["advisory member"]);
    assert.deepEqual(update(subject, stack), []);
  });

  it("judges a Multi-AZ cluster, whose instances are no resources", () => {
    const dbClusterInstanceClass = "db.m6gd.large";
    assert.deepEqual(always(subject, [cluster({ dbClusterInstanceClass, performanceInsightsEnabled: true })]), []);
    assert.deepEqual(brief(always(subject, [cluster({ dbClusterInstanceClass })])), ["advisory cluster"]);
    assert.deepEqual(always(subject, [cluster({})]), []);
  });
});
