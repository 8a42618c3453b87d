import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

type Alarms = Readonly<Record<"errors" | "duration", aws.cloudwatch.MetricAlarmArgs>>;

interface Watched {
  readonly functionName: pulumi.Output<string>;
  readonly aliasName: string;
  /** Number of the version that is to be released. */
  readonly version: pulumi.Output<string>;
  readonly timeoutSeconds: number;
}

const minute = 60;

/** Share of the calls, in percent, above which a version counts as broken; instances count so too. */
const errorPercent = 5;

/**
 * Share of its timeout that the slowest hundredth of the calls may take. A function whose timeout fits answers in a fraction of it,
 * and one at half of it is a busy hour away from being ended. There is no comparing with the version before: of a tenth
 * of few calls the slowest hundredth is the slowest one, which is one that a new environment has begun with.
 */
const timeoutShare = 0.5;

/**
 * Alarms on one version, and on nothing that other versions do: an outage of the version before does not keep a fix from being
 * released. The metrics are those of the calls by the alias, by the version that it chose ("Types of metrics for Lambda
 * functions", Lambda Developer Guide). No data is no reason: nobody may be calling.
 *
 * Errors count by the minute. Time counts by two minutes in a row, so that a beginning does not ring.
 */
export function versionAlarms({ functionName, aliasName, version, timeoutSeconds }: Watched): Alarms {
  const metric = (metricName: string, stat: string): aws.types.input.cloudwatch.MetricAlarmMetricQueryMetric => ({
    namespace: "AWS/Lambda",
    metricName,
    dimensions: {
      FunctionName: functionName,
      Resource: functionName.apply((name) => `${name}:${aliasName}`),
      ExecutedVersion: version,
    },
    stat,
    period: minute,
  });
  const common = {
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
  };
  return {
    errors: {
      ...common,
      alarmDescription: `More than ${errorPercent} % of the calls of a new version fail`,
      metricQueries: [
        { id: "errors", metric: metric("Errors", "Sum") },
        { id: "calls", metric: metric("Invocations", "Sum") },
        { id: "percent", expression: "100 * errors / calls", label: "Errors in percent", returnData: true },
      ],
      threshold: errorPercent,
      evaluationPeriods: 1,
    },
    duration: {
      ...common,
      alarmDescription: `The slowest hundredth of the calls of a new version takes more than ${100 * timeoutShare} % of its timeout`,
      metricQueries: [{ id: "slowest", metric: metric("Duration", "p99"), returnData: true }],
      threshold: 1000 * timeoutSeconds * timeoutShare,
      evaluationPeriods: 2,
    },
  };
}
