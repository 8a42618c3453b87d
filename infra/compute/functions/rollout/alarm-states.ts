import type { AwsAccess } from "../../../release/aws-access";

/** The names of those alarms that are in ALARM. */
export async function ringing(aws: AwsAccess, names: readonly string[]): Promise<string[]> {
  const { CloudWatchClient, DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
  const command = new DescribeAlarmsCommand({ AlarmNames: [...names], StateValue: "ALARM" });
  const { MetricAlarms = [] } = await aws.client(CloudWatchClient, "cloudwatch").send(command);
  return MetricAlarms.flatMap(({ AlarmName }) => (AlarmName === undefined ? [] : [AlarmName]));
}
