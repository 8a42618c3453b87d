import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always } from "../../testing/kit";
import { elasticacheSubnetGroup } from "./elasticache-subnet-group";

judges(elasticacheSubnetGroup, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"],
  obeys: {
    "a group of its own": { subnetGroupName: "isolated" },
  },
  refuses: {
    "the default": [{ subnetGroupName: "default" }, 'subnetGroupName is "default"'],
    "no statement": [{}, "is not set (the default is default)"],
    "an empty name": [{ subnetGroupName: "" }, "is not set (the default is default)"],
  },
  unknown: { subnetGroupName: later("default") },
});

judges(elasticacheSubnetGroup, {
  types: ["aws:elasticache/serverlessCache:ServerlessCache"],
  obeys: { "subnets of its own": { subnetIds: ["subnet-a", "subnet-b"] } },
  refuses: { "no subnets": [{ subnetIds: [] }, "subnetIds names none"], "no statement": [{}, "subnetIds names none"] },
  unknown: { subnetIds: later([]) },
});

judges(elasticacheSubnetGroup, {
  types: ["aws:elasticache/cluster:Cluster"],
  obeys: {
    "a member of a replication group": { replicationGroupId: "group" },
    "a member of a group that only the update knows": { replicationGroupId: later("group") },
  },
  refuses: { Memcached: [{ engine: "memcached" }, "is not set"] },
});

describe("elasticache-subnet-group, groups of the stack", () => {
  const group = resource("aws:elasticache/subnetGroup:SubnetGroup", "isolated", { name: "isolated" });
  for (const [how, subnetGroupName] of Object.entries({ "by text": "isolated", "by an output": later("x", group) })) {
    it(`accepts one named ${how}`, () => {
      const cache = resource("aws:elasticache/replicationGroup:ReplicationGroup", "cache", { subnetGroupName });
      assert.deepEqual(always(elasticacheSubnetGroup, [group, cache]), []);
    });
  }
});
