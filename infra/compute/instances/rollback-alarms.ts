import type * as aws from "@pulumi/aws";
import type { InstancesSettings } from "../../settings";
import type { Balancing } from "./balancing";

type Alarms = Readonly<Record<string, aws.cloudwatch.MetricAlarmArgs>>;

/** Share of answers with a 5xx code, in percent, above which a new version counts as broken. */
const errorPercent = 5;
const minute = 60;

/** Alarms that end an instance refresh, by name. No data is no reason: nobody may be calling. */
export function rollbackAlarms(
  loadBalancer: Balancing,
  timing: Pick<InstancesSettings, "warmupSeconds" | "healthCheckGraceSeconds">,
): Alarms {
  const unhealthy = { unhealthy: unhealthyTargets(loadBalancer, timing) };
  // A network load balancer does not see what targets answer.
  return loadBalancer.kind === "network" ? unhealthy : { ...unhealthy, errors: targetErrors(loadBalancer) };
}

const dimensionsOf = ({ arnSuffix, targetGroupArnSuffix }: Balancing) => ({
  LoadBalancer: arnSuffix,
  TargetGroup: targetGroupArnSuffix,
});

/**
 * A target that is unhealthy in every minute, for as long as replacing three batches takes.
 *
 * A shorter time would ring at good versions: while an instance boots, its health check fails, and one batch follows the
 * other. Three batches replace a whole group at the default of 50 % more capacity.
 */
function unhealthyTargets(
  loadBalancer: Balancing,
  { warmupSeconds, healthCheckGraceSeconds }: Pick<InstancesSettings, "warmupSeconds" | "healthCheckGraceSeconds">,
): aws.cloudwatch.MetricAlarmArgs {
  return {
    alarmDescription: "Instances stay unhealthy",
    namespace: loadBalancer.kind === "application" ? "AWS/ApplicationELB" : "AWS/NetworkELB",
    metricName: "UnHealthyHostCount",
    dimensions: dimensionsOf(loadBalancer),
    statistic: "Maximum",
    period: minute,
    evaluationPeriods: Math.max(3, Math.ceil((3 * (warmupSeconds + healthCheckGraceSeconds)) / minute)),
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: "notBreaching",
  };
}

/** Two bad minutes in a row. */
function targetErrors(loadBalancer: Balancing): aws.cloudwatch.MetricAlarmArgs {
  const sum = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: dimensionsOf(loadBalancer),
      stat: "Sum",
      period: minute,
    },
  });
  return {
    alarmDescription: `More than ${errorPercent} % of the answers are server errors`,
    metricQueries: [
      sum("errors", "HTTPCode_Target_5XX_Count"),
      sum("requests", "RequestCount"),
      { id: "percent", expression: "100 * errors / requests", label: "Server errors in percent", returnData: true },
    ],
    evaluationPeriods: 2,
    comparisonOperator: "GreaterThanThreshold",
    threshold: errorPercent,
    treatMissingData: "notBreaching",
  };
}
