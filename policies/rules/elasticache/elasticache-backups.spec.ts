import { CLUSTER, REPLICATION_GROUP, SERVERLESS } from "../../aws/caches";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheBackups } from "./elasticache-backups";

judges(elasticacheBackups, {
  types: [CLUSTER, REPLICATION_GROUP, SERVERLESS],
  obeys: {
    "enough days": { snapshotRetentionLimit: 1 },
    "enough days as text": { snapshotRetentionLimit: "7" },
  },
  refuses: {
    none: [{ snapshotRetentionLimit: 0 }, "is 0, not 1 or more"],
    "no statement": [{}, "is not set (the default is 0)"],
    "none by text": [{ snapshotRetentionLimit: "0" }, 'is "0"'],
    "what is no number": [{ snapshotRetentionLimit: "week" }, 'is "week"'],
  },
  unknown: { snapshotRetentionLimit: later(0) },
});

judges(elasticacheBackups, {
  types: [CLUSTER],
  obeys: {
    "Memcached, which has none": { engine: "memcached" },
    "a node of a replication group": { replicationGroupId: "group" },
    "a node of a group that only the update knows": { replicationGroupId: later("group") },
  },
  refuses: {
    "Redis without": [{ engine: "redis" }, "is not set"],
    "Valkey without": [{ engine: "valkey", snapshotRetentionLimit: 0 }, "is 0"],
  },
});

judges(elasticacheBackups, {
  types: [SERVERLESS],
  obeys: { "Memcached with snapshots": { engine: "memcached", snapshotRetentionLimit: 1 } },
  refuses: { "Memcached without": [{ engine: "memcached" }, "is not set"] },
});
