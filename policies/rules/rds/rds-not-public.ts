import { onInstances } from "../../aws/databases";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** No database has an address on the internet. */
export const rdsNotPublic = rule({
  name: "rds-not-public",
  description: "RDS instances are not publicly accessible.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("RDS.2"),
  seeAlso: ["Checkov CKV_AWS_17", "Trivy AWS-0180", "AwsGuard rds-instance-public-access"],
  remediationSteps: "set publiclyAccessible: false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",

  resources: onInstances((db, { violation }) => {
    if (db.publiclyAccessible) violation(`publiclyAccessible is ${JSON.stringify(db.publiclyAccessible)}`);
  }),
});
