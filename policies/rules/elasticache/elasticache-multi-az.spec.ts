import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheMultiAz } from "./elasticache-multi-az";

judges(elasticacheMultiAz, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    both: { automaticFailoverEnabled: true, multiAzEnabled: true },
  },
  refuses: {
    "one zone": [{ automaticFailoverEnabled: true, multiAzEnabled: false }, "multiAzEnabled is false"],
    "no failover": [{ automaticFailoverEnabled: false, multiAzEnabled: true }, "automaticFailoverEnabled is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { automaticFailoverEnabled: true, multiAzEnabled: later(false) },
});

judges(elasticacheMultiAz, {
  types: ["aws:elasticache/cluster:Cluster"],
  obeys: {
    "nodes in several zones": { azMode: "cross-az", numCacheNodes: 2 },
    "a member of a replication group": { replicationGroupId: "group" },
  },
  refuses: {
    "nodes in one zone": [{ azMode: "single-az", numCacheNodes: 2 }, 'azMode is "single-az"'],
    "one node": [{ azMode: "cross-az", numCacheNodes: 1 }, "numCacheNodes is 1"],
    "no statement": [{}, "azMode is not set (the default is single-az)"],
  },
  unknown: { azMode: later("single-az") },
});
