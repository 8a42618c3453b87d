import type { CompositeAlarmArgs, MetricAlarmArgs } from "@pulumi/aws/cloudwatch";

import { isFalse } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

type Alarm = Pick<Inputs<MetricAlarmArgs> & Inputs<CompositeAlarmArgs>, "actionsEnabled" | "alarmActions">;

/** An alarm that nobody hears changes nothing: it has an action for the state ALARM, and its actions are on. */
export const cloudwatchAlarmActions = rule({
  name: "cloudwatch-alarm-actions",
  description: "Alarms have an action for the state ALARM, and their actions are on.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: wellArchitected("REL06-BP03"),
  seeAlso: ["Security Hub CloudWatch.15", "Security Hub CloudWatch.17", "Checkov CKV_AWS_319"],
  remediationSteps: "name whom or what to call in alarmActions, such as an SNS topic, and leave actionsEnabled out.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",

  resources: {
    "aws:cloudwatch/metricAlarm:MetricAlarm": judgeActions,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": judgeActions,
  },
});

function judgeActions({ actionsEnabled, alarmActions }: Alarm, { violation }: Report): void {
  if (isFalse(actionsEnabled)) violation(`actionsEnabled is ${JSON.stringify(actionsEnabled)}`);
  else if ((alarmActions ?? []).length === 0) violation("alarmActions names none");
}
