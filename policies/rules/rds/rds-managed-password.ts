import type { ClusterArgs, InstanceArgs } from "@pulumi/aws/rds";

import { isGiven, isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

type Instance = Inputs<InstanceArgs>;
type Cluster = Inputs<ClusterArgs>;

/**
 * A password that a program states is in its configuration or state. RDS generates one, keeps it in Secrets Manager and rotates
 * it; a write-only one is at least in no state. That one is stated is known before its value is. A copy has its source's.
 */
export const rdsManagedPassword = rule({
  name: "rds-managed-password",
  description: "RDS databases have a master password that no program states.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("SecretsManager.1"),
  seeAlso: ["cdk-nag SMG4", "Checkov CKV2_AWS_57"],
  remediationSteps: "set manageMasterUserPassword: true and no password.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",

  resources: {
    "aws:rds/instance:Instance": (db: Instance, report: Report) =>
      judgePassword(
        db,
        "password",
        ["passwordWo", "replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime"],
        report,
      ),
    "aws:rds/cluster:Cluster": (db: Cluster, report: Report) =>
      judgePassword(
        db,
        "masterPassword",
        [
          "masterPasswordWo",
          "replicationSourceIdentifier",
          "globalClusterIdentifier",
          "snapshotIdentifier",
          "restoreToPointInTime",
        ],
        report,
      ),
  },
});

/** Refuses what is `forbidden`, and what neither has one of `instead` nor leaves its password to RDS. */
function judgePassword<D extends { readonly manageMasterUserPassword?: boolean | undefined }>(
  db: D,
  forbidden: keyof D & string,
  instead: readonly (keyof D & string)[],
  { violation }: Report,
): void {
  if (isGiven(db, forbidden)) violation(`${forbidden} is stated`);
  else if (!instead.some((name) => isGiven(db, name)) && !isTrue(db.manageMasterUserPassword)) {
    violation("manageMasterUserPassword is not set");
  }
}
