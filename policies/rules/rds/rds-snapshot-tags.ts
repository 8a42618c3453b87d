import type { InstanceArgs } from "@pulumi/aws/rds";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Snapshots are found, and paid for, by the tags of their instance. */
export const rdsSnapshotTags = rule({
  name: "rds-snapshot-tags",
  description: "RDS instances copy their tags to snapshots.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: fsbp("RDS.17"),
  remediationSteps: "set copyTagsToSnapshot: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-17",

  resources: {
    "aws:rds/instance:Instance": (db: Inputs<InstanceArgs>, { violation }) => {
      if (db.copyTagsToSnapshot !== true) violation(`copyTagsToSnapshot is ${shown(db.copyTagsToSnapshot, "false")}`);
    },
  },
});
