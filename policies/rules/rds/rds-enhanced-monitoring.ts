import { demandOfInstances, watched } from "../../aws/database-members";
import { numberOf } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** The operating system's own metrics tell what CloudWatch's cannot, such as which process takes the memory. */
export const rdsEnhancedMonitoring = rule({
  name: "rds-enhanced-monitoring",
  description: "RDS instances have Enhanced Monitoring.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: fsbp("RDS.6"),
  seeAlso: ["Checkov CKV_AWS_118"],
  remediationSteps: "set monitoringInterval to 60 or less and monitoringRoleArn, on the instance or its cluster.",
  settings: { "database.monitoringIntervalSeconds": "60" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-6",

  inputsOf: watched,

  stack: (stack, context) =>
    demandOfInstances(stack, context, {
      property: "monitoringInterval",
      isOn: (seconds) => (numberOf(seconds) ?? 0) > 0,
      byDefault: "0",
    }),
});
