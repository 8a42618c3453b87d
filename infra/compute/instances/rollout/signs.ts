import type { Activity } from "@aws-sdk/client-auto-scaling";
import type { Clients } from "./clients";

/** An alarm that is on, and why. */
export interface Ringing {
  readonly name: string;
  readonly reason: string;
}

/** What Auto Scaling has done to an instance, or could not do. */
export interface Event {
  /** The instance; unknown where none came of it. */
  readonly instance: string | undefined;
  /** Whether it was taken away because the load balancer's health check failed. */
  readonly unhealthy: boolean;
  readonly text: string;
}

/** Which of these alarms are on. */
export async function ringing({ watch }: Clients, names: readonly string[]): Promise<readonly Ringing[]> {
  if (names.length === 0) return [];
  const { DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
  const { MetricAlarms = [] } = await watch.send(
    new DescribeAlarmsCommand({ AlarmNames: [...names], StateValue: "ALARM" }),
  );
  return MetricAlarms.map(({ AlarmName = "", StateReason = "" }) => ({ name: AlarmName, reason: StateReason }));
}

/** Which targets of a group answer their health check. */
export async function healthyTargets({ balancing }: Clients, targetGroup: string): Promise<ReadonlySet<string>> {
  const { DescribeTargetHealthCommand } = await import("@aws-sdk/client-elastic-load-balancing-v2");
  const { TargetHealthDescriptions: found = [] } = await balancing.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup }),
  );
  return new Set(
    found.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").map(({ Target }) => Target?.Id ?? ""),
  );
}

/** What Auto Scaling did last, newest first, that has to do with instances it takes away or cannot launch. */
export async function troubles({ scaling }: Clients, group: string): Promise<readonly Event[]> {
  const { DescribeScalingActivitiesCommand } = await import("@aws-sdk/client-auto-scaling");
  const { Activities = [] } = await scaling.send(new DescribeScalingActivitiesCommand({ AutoScalingGroupName: group }));
  return Activities.flatMap((activity) => eventOf(activity) ?? []);
}

/** As Auto Scaling puts it (User Guide, "Troubleshoot unhealthy instances"). */
const failedCheck = /in response to an? ELB .*health check/i;

function eventOf({ Description = "", Cause = "", StatusCode, StatusMessage = "" }: Activity): Event | undefined {
  const instance = /\bi-[0-9a-f]+/.exec(Description)?.[0];
  if (StatusCode === "Failed" || StatusCode === "Cancelled") {
    return { instance, unhealthy: false, text: `${Description} ${StatusMessage}`.trim() };
  }
  if (!/^Terminating/.test(Description) || !failedCheck.test(Cause)) return undefined;
  return { instance, unhealthy: true, text: `${Description} ${Cause}` };
}

/** The last lines of a log stream. */
export async function lastLines(
  { logs }: Clients,
  { group, stream, lines }: { readonly group: string; readonly stream: string; readonly lines: number },
): Promise<readonly string[]> {
  const { GetLogEventsCommand } = await import("@aws-sdk/client-cloudwatch-logs");
  const { events = [] } = await logs.send(
    new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, limit: lines, startFromHead: false }),
  );
  return events.map(({ message = "" }) => message);
}
