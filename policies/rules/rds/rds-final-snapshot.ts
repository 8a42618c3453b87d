import type { InstanceArgs } from "@pulumi/aws/rds";

import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** What is deleted after all can be restored. A replica holds nothing of its own. */
export const rdsFinalSnapshot = rule({
  name: "rds-final-snapshot",
  description: "RDS instances leave a final snapshot behind.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("REL09-BP01"),
  remediationSteps: "set skipFinalSnapshot: false and a finalSnapshotIdentifier, without which the deletion fails.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_backing_up_data_identified_backups_data.html",

  resources: {
    "aws:rds/instance:Instance": (db: Inputs<InstanceArgs>, { violation }) => {
      if (db.replicateSourceDb) return;
      if (db.skipFinalSnapshot) violation(`skipFinalSnapshot is ${JSON.stringify(db.skipFinalSnapshot)}`);
      else if (!db.finalSnapshotIdentifier) violation("finalSnapshotIdentifier is not set");
    },
  },
});
