import { onInstances } from "../../aws/databases";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** It tells which statements a database waits for. */
export const rdsPerformanceInsights = rule({
  name: "rds-performance-insights",
  description: "RDS instances have Performance Insights.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("PERF03-BP04"),
  seeAlso: ["Checkov CKV_AWS_353", "Trivy AWS-0133"],
  remediationSteps: "set performanceInsightsEnabled: true.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/perf_data_implement_strategies_to_improve_query_performance.html",

  resources: onInstances((db, { violation }) => {
    if (db.performanceInsightsEnabled !== true) {
      violation(`performanceInsightsEnabled is ${shown(db.performanceInsightsEnabled, "false")}`);
    }
  }),
});
