import type { ClusterArgs, InstanceArgs } from "@pulumi/aws/rds";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** A password that a program states is in its configuration or state. RDS generates one, keeps it in Secrets Manager and rotates it; a write-only one is at least in no state. */
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
    "aws:rds/instance:Instance": (db: Inputs<InstanceArgs>, { violation }) => {
      if (db.password) violation("password is stated");
      else if (!(db.manageMasterUserPassword || db.replicateSourceDb || db.snapshotIdentifier || db.passwordWo)) {
        violation("manageMasterUserPassword is not set");
      }
    },
    "aws:rds/cluster:Cluster": (db: Inputs<ClusterArgs>, { violation }) => {
      const isCopy = db.replicationSourceIdentifier || db.globalClusterIdentifier || db.snapshotIdentifier;
      if (db.masterPassword) violation("masterPassword is stated");
      else if (!(db.manageMasterUserPassword || isCopy || db.masterPasswordWo)) {
        violation("manageMasterUserPassword is not set");
      }
    },
  },
});
