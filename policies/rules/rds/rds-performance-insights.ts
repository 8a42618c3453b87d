import { demandOfInstances, watched } from "../../aws/database-members";
import { isTrue } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** It tells which statements a database waits for. */
export const rdsPerformanceInsights = rule({
  name: "rds-performance-insights",
  description: "RDS instances have Performance Insights.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("PERF03-BP04"),
  seeAlso: ["Checkov CKV_AWS_353", "Trivy AWS-0133"],
  remediationSteps: "set performanceInsightsEnabled: true, on the instance or its cluster.",
  settings: { "database.insights.enabled": "true" },
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/perf_data_implement_strategies_to_improve_query_performance.html",

  inputsOf: watched,

  stack: (stack, context) =>
    demandOfInstances(stack, context, { property: "performanceInsightsEnabled", isOn: isTrue, byDefault: "false" }),
});
