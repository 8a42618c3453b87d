import { isReplica, onDatabases } from "../../aws/databases";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** A replica is encrypted as its source is, so it is not judged. The first serverless clusters are where nothing is stated. */
export const rdsStorageEncrypted = rule({
  name: "rds-storage-encrypted",
  description: "RDS databases encrypt their storage.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("RDS.3", "RDS.27"),
  seeAlso: [
    "cdk-nag RDS2",
    "Checkov CKV_AWS_16",
    "Checkov CKV_AWS_96",
    "Trivy AWS-0079",
    "Trivy AWS-0080",
    "AwsGuard rds-storage-encrypted",
  ],
  remediationSteps:
    "set storageEncrypted: true; an instance that exists has to be restored from an encrypted copy of a snapshot.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3",

  resources: onDatabases((db, { violation }) => {
    if (isReplica(db)) return;
    const isServerless = db.storageEncrypted === undefined && db.engineMode === "serverless";
    if (isServerless || isTrue(db.storageEncrypted)) return;
    violation(`storageEncrypted is ${shown(db.storageEncrypted, "false")}`);
  }),
});
