import type { Rows } from "../row";
import { types } from "./types";

const people = "A matter of the account, and of who signs in to it.";

/** What IAM, CloudWatch, SNS and SQS are asked. */
export const account: Rows = {
  "CloudWatch.15": {
    of: [types.alarm],
    check: ({ alarmActions }) => Array.isArray(alarmActions) && alarmActions.length > 0,
    unmet: "The alarms are there to end an instance refresh, which reads them. Whom they wake, the account decides.",
  },
  "CloudWatch.16": {
    of: [types.logGroup],
    check: ({ retentionInDays }) => Number(retentionInDays) >= 365,
    unmet: "It asks for a year. Logs are kept for the days that settings say, and never for ever.",
    seeAlso: ["Checkov CKV_AWS_338"],
  },
  "CloudWatch.17": {
    of: [types.alarm],
    check: ({ actionsEnabled }) => actionsEnabled !== false,
    seeAlso: ["Checkov CKV_AWS_319"],
  },
  "IAM.1": { of: [types.managedPolicy, types.rolePolicy] },
  "IAM.2": { of: [types.user] },
  "IAM.3": { of: [types.user] },
  "IAM.4": { outside: people },
  "IAM.5": { of: [types.user] },
  "IAM.6": { outside: people },
  "IAM.7": { outside: people },
  "IAM.8": { of: [types.user] },
  "IAM.21": { of: [types.managedPolicy] },
  "KMS.1": { of: [types.managedPolicy] },
  "KMS.2": { of: [types.rolePolicy] },
  "SNS.1": { of: [types.topic] },
  "SNS.4": { of: [types.topic] },
  "SQS.1": { of: [types.queue] },
  "SQS.3": { of: [types.queue] },
};
