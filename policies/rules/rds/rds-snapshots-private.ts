import { elements } from "../../frame/elements";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

/** Those that a program makes or copies; RDS shares none of its own. */
export const snapshots = [
  "aws:rds/snapshot:Snapshot",
  "aws:rds/snapshotCopy:SnapshotCopy",
  "aws:rds/clusterSnapshot:ClusterSnapshot",
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
];

/** No snapshot of a database may be restored by every account (RDS API Reference, ModifyDBSnapshotAttribute: `all`). */
export const rdsSnapshotsPrivate = rule({
  name: "rds-snapshots-private",
  description: "RDS snapshots are not shared with every account.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("RDS.1"),
  remediationSteps: 'name in sharedAccounts the accounts that may restore the snapshot, in place of "all".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1",

  resources: forTypes(snapshots, (inputs: { readonly sharedAccounts?: readonly string[] }, report: Report) => {
    const accounts = elements(() => inputs.sharedAccounts);
    if (accounts.includes("all")) report.violation('sharedAccounts has "all"');
    else if (accounts.includes(undefined)) report.undecided("an account that shares it");
  }),
});
