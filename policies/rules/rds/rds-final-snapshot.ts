import { isReplica, onDatabases } from "../../aws/databases";
import { isFalse, isGiven } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** What is deleted after all can be restored. A replica holds nothing of its own. */
export const rdsFinalSnapshot = rule({
  name: "rds-final-snapshot",
  description: "RDS databases leave a final snapshot behind.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("REL09-BP01"),
  remediationSteps: "set skipFinalSnapshot: false and a finalSnapshotIdentifier, without which the deletion fails.",
  settings: { "database.finalSnapshot": "true" },
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_backing_up_data_identified_backups_data.html",

  resources: onDatabases((db, { violation }) => {
    if (isReplica(db)) return;
    const { skipFinalSnapshot: skips = false } = db;
    if (!isFalse(skips)) violation(`skipFinalSnapshot is ${JSON.stringify(skips)}`);
    else if (!isGiven(db, "finalSnapshotIdentifier")) violation("finalSnapshotIdentifier is not set");
  }),
});
