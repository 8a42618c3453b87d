import { onDatabases } from "../../aws/databases";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Logs in CloudWatch outlive the instance. */
export const rdsLogExports = rule({
  name: "rds-log-exports",
  description: "RDS databases export their logs to CloudWatch.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("RDS.9", "RDS.36", "RDS.34"),
  seeAlso: ["Checkov CKV_AWS_129", "Checkov CKV_AWS_324"],
  remediationSteps: "name logs in enabledCloudwatchLogsExports, such as postgresql and upgrade.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9",

  resources: onDatabases((db, { violation }) => {
    if ((db.enabledCloudwatchLogsExports ?? []).length === 0) violation("enabledCloudwatchLogsExports names none");
  }),
});
