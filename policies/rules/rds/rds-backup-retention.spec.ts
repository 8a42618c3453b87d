import { CLUSTER, databases, INSTANCE } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsBackupRetention } from "./rds-backup-retention";

judges(rdsBackupRetention, {
  types: databases,
  obeys: {
    "enough days": { backupRetentionPeriod: 7 },
    "enough days as text": { backupRetentionPeriod: "30" },
  },
  refuses: {
    "too few days": [{ backupRetentionPeriod: 6 }, "backupRetentionPeriod is 6, not 7 or more"],
    "too few as text": [{ backupRetentionPeriod: "6" }, 'is "6"'],
    "what is no number": [{ backupRetentionPeriod: "long" }, 'is "long"'],
  },
  unknown: { backupRetentionPeriod: later(1) },
});

judges(rdsBackupRetention, {
  types: [INSTANCE],
  obeys: {
    "a replica": { replicateSourceDb: "primary" },
    "a replica of what is not known": { replicateSourceDb: later("x") },
  },
  refuses: {
    "no statement": [{}, "is not set (the default is 0)"],
    "an empty source": [{ replicateSourceDb: "" }, "is not set (the default is 0)"],
  },
});

judges(rdsBackupRetention, {
  types: [CLUSTER],
  obeys: { "enough days": { backupRetentionPeriod: 7 } },
  refuses: {
    "no statement": [{}, "is not set (the default is 1)"],
    "a replica without": [{ replicationSourceIdentifier: "primary" }, "is not set"],
  },
});
