import type { ClusterArgs, InstanceState } from "@pulumi/aws/rds";

import { logsOf } from "../../aws/database-logs";
import { CLUSTER, databases, engineNameIn } from "../../aws/databases";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

interface Options {
  readonly without: string[];
}

/**
 * Logs in CloudWatch outlive the instance. Which ones is a matter of the engine; of an engine that is not known, or of which
 * Security Hub names none, it is one at least. RDS Custom and the first serverless clusters export in ways of their own.
 */
export const rdsLogExports = rule<Options>({
  name: "rds-log-exports",
  description: "RDS databases export the logs of their engine to CloudWatch.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("RDS.9", "RDS.34", "RDS.36", "RDS.37", "RDS.40", "RDS.42"),
  seeAlso: ["Checkov CKV_AWS_129", "Checkov CKV_AWS_324", "Checkov CKV_AWS_325"],
  remediationSteps: "name the logs in enabledCloudwatchLogsExports, such as postgresql and upgrade.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9",
  options: {
    without: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: 'logs that need not be exported, such as "general", which copies every statement',
    },
  },

  inputsOf: databases,

  stack: (stack, { options: { without }, judge }) => {
    for (const type of databases) {
      for (const db of stack.ofType<InstanceState>(type)) {
        judge(db, ({ violation }) => {
          const name = engineNameIn(stack, db) ?? "";
          const { engineMode, enabledCloudwatchLogsExports: names = [] } = stack.stated(db) as Partial<
            Inputs<ClusterArgs>
          >;
          if (name.startsWith("custom-") || engineMode === "serverless") return;
          const exported = new Set(names.map((log) => log.toLowerCase()));
          const demanded = logsOf(name, type === CLUSTER);
          const missing = demanded.filter((log) => !exported.has(log) && !without.includes(log));
          if (missing.length > 0) violation(`enabledCloudwatchLogsExports does not name ${missing.join(", ")}`);
          else if (exported.size === 0 && demanded.length === 0) violation("enabledCloudwatchLogsExports names none");
        });
      }
    }
  },
});
