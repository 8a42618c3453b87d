import { onInstances } from "../../aws/databases";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** The operating system's own metrics tell what CloudWatch's cannot, such as which process takes the memory. */
export const rdsEnhancedMonitoring = rule({
  name: "rds-enhanced-monitoring",
  description: "RDS instances have Enhanced Monitoring.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: fsbp("RDS.6"),
  seeAlso: ["Checkov CKV_AWS_118"],
  remediationSteps: "set monitoringInterval to 60 or less and monitoringRoleArn.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-6",

  resources: onInstances((db, { violation }) => {
    if (!db.monitoringInterval) violation(`monitoringInterval is ${shown(db.monitoringInterval, "0")}`);
  }),
});
