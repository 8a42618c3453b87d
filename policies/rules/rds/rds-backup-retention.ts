import { CLUSTER, isReplica, onDatabases } from "../../aws/databases";
import { numberOf } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/**
 * Point-in-time recovery reaches back as far as automatic backups are kept. A replica of an instance has backups of its own
 * only where they are asked for; RDS.50 excepts no cluster.
 */
export const rdsBackupRetention = rule<{ readonly minDays: number }>({
  name: "rds-backup-retention",
  description: "RDS databases keep automatic backups long enough.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("RDS.11", "RDS.50"),
  seeAlso: ["cdk-nag RDS13", "Checkov CKV_AWS_133", "Trivy AWS-0077", "AwsGuard rds-instance-backup-enabled"],
  remediationSteps: "set backupRetentionPeriod to the days demanded, or more.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11",
  options: { minDays: { type: "integer", minimum: 1, maximum: 35, default: 7, description: "days demanded" } },

  resources: onDatabases<{ readonly minDays: number }>((db, { violation, options, resource }) => {
    if (resource.type !== CLUSTER && isReplica(db)) return;
    const { backupRetentionPeriod: days } = db;
    if ((numberOf(days) ?? 0) >= options.minDays) return;
    const byDefault = resource.type === CLUSTER ? "1" : "0";
    violation(`backupRetentionPeriod is ${shown(days, byDefault)}, not ${options.minDays} or more`);
  }),
});
