import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { InstancesSettings } from "../../settings";
import type { Balancing } from "./balancing";

type Alarms = Readonly<Record<string, aws.cloudwatch.MetricAlarmArgs>>;

/** Share of answers with a 5xx code, in percent, above which a new version counts as broken. */
const errorPercent = 5;
const minute = 60;

/** Alarms that end a rollout, by name. No data is no reason: nobody may be calling. */
export function rollbackAlarms(
  loadBalancer: Balancing,
  timing: Pick<InstancesSettings, "warmupSeconds" | "healthCheckGraceSeconds">,
): Alarms {
  const unhealthy = { unhealthy: unhealthyTargets(loadBalancer, timing) };
  // A network load balancer answers nothing itself, and does not see what targets answer.
  return loadBalancer.kind === "network" ? unhealthy : { ...unhealthy, errors: serverErrors(loadBalancer) };
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

/**
 * Two bad minutes in a row, by what clients get: of the targets' errors and of those that the load balancer answers in their
 * place, 502 where a process has crashed, 503 where no target is left, 504 where one is silent. It counts these by load
 * balancer alone, and only requests for which it found a target (Elastic Load Balancing, "CloudWatch metrics for your
 * Application Load Balancer").
 */
function serverErrors(loadBalancer: Balancing): aws.cloudwatch.MetricAlarmArgs {
  const sum = (id: string, metricName: string, dimensions: Record<string, pulumi.Output<string>>) => ({
    id,
    metric: { namespace: "AWS/ApplicationELB", metricName, dimensions, stat: "Sum", period: minute },
  });
  const ofTargets = dimensionsOf(loadBalancer);
  const errors = "(FILL(errors, 0) + FILL(own, 0))";
  return {
    alarmDescription: `More than ${errorPercent} % of the answers are server errors`,
    metricQueries: [
      sum("errors", "HTTPCode_Target_5XX_Count", ofTargets),
      sum("own", "HTTPCode_ELB_5XX_Count", { LoadBalancer: loadBalancer.arnSuffix }),
      sum("requests", "RequestCount", ofTargets),
      {
        id: "percent",
        // What is counted only when it happens is missing otherwise. At most 100: what found no target is counted as a request too.
        expression: `100 * ${errors} / (FILL(requests, 0) + FILL(own, 0))`,
        label: "Server errors in percent",
        returnData: true,
      },
    ],
    evaluationPeriods: 2,
    comparisonOperator: "GreaterThanThreshold",
    threshold: errorPercent,
    treatMissingData: "notBreaching",
  };
}
