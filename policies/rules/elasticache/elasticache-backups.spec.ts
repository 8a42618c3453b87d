import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheBackups } from "./elasticache-backups";

judges(elasticacheBackups, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/serverlessCache:ServerlessCache"],
  obeys: {
    "enough days": { snapshotRetentionLimit: 1 },
  },
  refuses: {
    none: [{ snapshotRetentionLimit: 0 }, "is 0, not 1 or more"],
    "no statement": [{}, "is not set (the default is 0)"],
    "another type": [{ snapshotRetentionLimit: "7" }, 'is "7"'],
  },
  unknown: { snapshotRetentionLimit: later(0) },
});
