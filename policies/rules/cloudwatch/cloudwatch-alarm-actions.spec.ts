import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { cloudwatchAlarmActions } from "./cloudwatch-alarm-actions";

const topic = "arn:aws:sns:eu-west-1:111122223333:alarms";

judges(cloudwatchAlarmActions, {
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
  obeys: {
    "an action": { alarmActions: [topic] },
    "an action that only the update knows": { alarmActions: [later(topic)] },
    "actions that are on": { alarmActions: [topic], actionsEnabled: true },
  },
  refuses: {
    "no action": [{}, "alarmActions names none"],
    "an empty list": [{ alarmActions: [] }, "alarmActions names none"],
    "actions of other states alone": [
      { okActions: [topic], insufficientDataActions: [topic] },
      "alarmActions names none",
    ],
    "actions that are off": [{ alarmActions: [topic], actionsEnabled: false }, "actionsEnabled is false"],
    "actions that are off, by text": [{ alarmActions: [topic], actionsEnabled: "false" }, 'actionsEnabled is "false"'],
  },
  unknown: { alarmActions: later([]) },
});
