import { isReplica, onDatabases } from "../../aws/databases";
import { isFalse } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** A final snapshot is one moment; the automatic backups reach every second before it. A replica has none of its own. */
export const rdsKeptBackups = rule({
  name: "rds-kept-backups",
  description: "Automatic backups of RDS databases outlive them.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("REL09-BP01"),
  remediationSteps: "set deleteAutomatedBackups: false.",
  settings: { "database.backup.keepOnDelete": "true" },
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.Retaining.html",

  resources: onDatabases((db, { violation }) => {
    if (isReplica(db)) return;
    const { deleteAutomatedBackups } = db;
    if (isFalse(deleteAutomatedBackups)) return;
    violation(`deleteAutomatedBackups is ${shown(deleteAutomatedBackups, "true")}`);
  }),
});
