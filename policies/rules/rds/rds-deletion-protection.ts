import { onDatabases } from "../../aws/databases";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** RDS refuses to delete it until somebody has turned this off. */
export const rdsDeletionProtection = rule({
  name: "rds-deletion-protection",
  description: "RDS databases are protected from deletion.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("RDS.8", "RDS.7"),
  seeAlso: ["cdk-nag RDS10", "Checkov CKV_AWS_139", "Checkov CKV_AWS_293", "Trivy AWS-0177", "Trivy AWS-0343"],
  remediationSteps: "set deletionProtection: true.",
  settings: { "database.deletionProtection": "true" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-8",

  resources: onDatabases((db, { violation }) => {
    if (!isTrue(db.deletionProtection)) violation(`deletionProtection is ${shown(db.deletionProtection, "false")}`);
  }),
});
