import { type Database, databases, onDatabases } from "../../aws/databases";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import { forTypes } from "../../frame/types";

const copied = ({ copyTagsToSnapshot }: Database) =>
  isTrue(copyTagsToSnapshot) ? undefined : { copyTagsToSnapshot: true };

/** Snapshots are found, and paid for, by the tags of their instance. */
export const rdsSnapshotTags = rule({
  name: "rds-snapshot-tags",
  description: "RDS databases copy their tags to snapshots.",
  enforcementLevel: "remediate",
  severity: "low",
  framework: fsbp("RDS.17", "RDS.16", "RDS.47", "RDS.48"),
  seeAlso: ["Checkov CKV_AWS_313", "Checkov CKV2_AWS_60"],
  remediationSteps: "set copyTagsToSnapshot: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-17",

  resources: onDatabases((db, { violation }) => {
    if (!isTrue(db.copyTagsToSnapshot)) violation(`copyTagsToSnapshot is ${shown(db.copyTagsToSnapshot, "false")}`);
  }),

  remedies: forTypes(databases, copied),
});
