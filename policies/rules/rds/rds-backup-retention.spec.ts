import { databases } from "../../aws/databases";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsBackupRetention } from "./rds-backup-retention";

judges(rdsBackupRetention, {
  types: databases,
  obeys: {
    "enough days": { backupRetentionPeriod: 7 },
    "a replica": { replicateSourceDb: "primary" },
  },
  refuses: {
    "too few days": [{ backupRetentionPeriod: 6 }, "backupRetentionPeriod is 6, not 7 or more"],
    "no statement": [{}, "is not set (the default is 0)"],
    "another type": [{ backupRetentionPeriod: "30" }, 'is "30"'],
  },
  unknown: { backupRetentionPeriod: later(1) },
});
