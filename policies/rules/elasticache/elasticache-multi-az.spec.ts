import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { elasticacheMultiAz } from "./elasticache-multi-az";

judges(elasticacheMultiAz, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    both: { automaticFailoverEnabled: true, multiAzEnabled: true },
    "both by text": { automaticFailoverEnabled: "true", multiAzEnabled: "true", numCacheClusters: "2" },
    "both, with replicas that only the update counts": {
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      replicasPerNodeGroup: later(1),
    },
    "nodes in two zones": {
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1b"],
    },
  },
  refuses: {
    "one zone": [{ automaticFailoverEnabled: true, multiAzEnabled: false }, "multiAzEnabled is false"],
    "one zone by text": [{ automaticFailoverEnabled: "true", multiAzEnabled: "false" }, 'multiAzEnabled is "false"'],
    "one node": [
      { automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 1 },
      "numCacheClusters is 1",
    ],
    "no replicas": [
      { automaticFailoverEnabled: true, multiAzEnabled: true, replicasPerNodeGroup: 0 },
      "replicasPerNodeGroup is 0",
    ],
    "nodes in one zone": [
      { automaticFailoverEnabled: true, multiAzEnabled: true, preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1a"] },
      "preferredCacheClusterAzs names one zone",
    ],
    "no failover": [{ automaticFailoverEnabled: false, multiAzEnabled: true }, "automaticFailoverEnabled is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { automaticFailoverEnabled: true, multiAzEnabled: later(false) },
});

judges(elasticacheMultiAz, {
  types: ["aws:elasticache/cluster:Cluster"],
  obeys: {
    "nodes in several zones": { azMode: "cross-az", numCacheNodes: 2 },
    "nodes in several zones, by text": { azMode: "cross-az", numCacheNodes: "2" },
    "a member of a group that only the update knows": { replicationGroupId: later("group") },
    "a member of a replication group": { replicationGroupId: "group" },
  },
  refuses: {
    "nodes in one zone": [{ azMode: "single-az", numCacheNodes: 2 }, 'azMode is "single-az"'],
    "one node": [{ azMode: "cross-az", numCacheNodes: 1 }, "numCacheNodes is 1"],
    "no statement": [{}, "azMode is not set (the default is single-az)"],
  },
  unknown: { azMode: later("single-az") },
});

describe("elasticache-multi-az, serverless caches", () => {
  const subnet = (name: string, zone: string) =>
    resource("aws:ec2/subnet:Subnet", name, { vpcId: "vpc-1", availabilityZone: zone });
  const [a, b, twin] = [subnet("a", "eu-west-1a"), subnet("b", "eu-west-1b"), subnet("twin", "eu-west-1a")];
  const cache = (inputs: object) => resource("aws:elasticache/serverlessCache:ServerlessCache", "cache", { ...inputs });

  it("accepts subnets in two zones, and those of AWS's choice", () => {
    assert.deepEqual(always(elasticacheMultiAz, [a, b, cache({ subnetIds: [idOf(a), idOf(b)] })]), []);
    assert.deepEqual(always(elasticacheMultiAz, [cache({})]), []);
    assert.deepEqual(always(elasticacheMultiAz, [cache({ subnetIds: [] })]), []);
  });

  it("counts zones, not subnets", () => {
    const [found, ...more] = always(elasticacheMultiAz, [a, twin, cache({ subnetIds: [idOf(a), idOf(twin)] })]);
    assert.deepEqual(more, []);
    assert.match(found?.message ?? "", /Found: its subnets lie in 1 Availability Zone \(eu-west-1a\), not in 2/);
  });

  it("leaves open where subnets outside the stack lie, and those that only the update knows", () => {
    assert.deepEqual(brief(always(elasticacheMultiAz, [cache({ subnetIds: ["subnet-1", "subnet-2"] })])), [
      "advisory cache",
    ]);
    const later2 = cache({ subnetIds: later(["a-id", "twin-id"]) });
    assert.deepEqual(brief(preview(elasticacheMultiAz, [a, twin, later2])), ["advisory cache"]);
    assert.deepEqual(brief(update(elasticacheMultiAz, [a, twin, later2])), ["mandatory cache"]);
  });
});
