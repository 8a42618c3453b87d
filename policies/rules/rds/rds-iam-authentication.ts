import { onDatabases } from "../../aws/databases";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Who has an IAM role needs no password that could be found. */
export const rdsIamAuthentication = rule({
  name: "rds-iam-authentication",
  description: "RDS databases accept IAM authentication.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: fsbp("RDS.10", "RDS.12"),
  seeAlso: ["Checkov CKV_AWS_161", "Checkov CKV_AWS_162", "Trivy AWS-0176"],
  remediationSteps: "set iamDatabaseAuthenticationEnabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-10",

  resources: onDatabases((db, { violation }) => {
    if (db.iamDatabaseAuthenticationEnabled !== true) {
      violation(`iamDatabaseAuthenticationEnabled is ${shown(db.iamDatabaseAuthenticationEnabled, "false")}`);
    }
  }),
});
