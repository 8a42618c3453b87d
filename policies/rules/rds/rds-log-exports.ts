import type { InstanceArgs } from "@pulumi/aws/rds";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Logs in CloudWatch outlive the instance. */
export const rdsLogExports = rule({
  name: "rds-log-exports",
  description: "RDS instances export their logs to CloudWatch.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("RDS.9", "RDS.36"),
  seeAlso: ["Checkov CKV_AWS_129"],
  remediationSteps: "name logs in enabledCloudwatchLogsExports, such as postgresql and upgrade.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9",

  resources: {
    "aws:rds/instance:Instance": (db: Inputs<InstanceArgs>, { violation }) => {
      if ((db.enabledCloudwatchLogsExports ?? []).length === 0) violation("enabledCloudwatchLogsExports names none");
    },
  },
});
