import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { cloudwatchLogRetention } from "./cloudwatch-log-retention";

judges(cloudwatchLogRetention, {
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  obeys: {
    "a week": { retentionInDays: 7 },
    "a week by text": { retentionInDays: "7" },
    "a group whose days are fixed": { logGroupClass: "DELIVERY" },
    "a group of little access": { logGroupClass: "INFREQUENT_ACCESS", retentionInDays: 30 },
  },
  refuses: {
    "a day": [{ retentionInDays: 1 }, "retentionInDays is 1, not 7 or more"],
    "a group of little access without": [{ logGroupClass: "INFREQUENT_ACCESS" }, "is not set"],
    "a day by text": [{ retentionInDays: "1" }, "retentionInDays is 1, not 7 or more"],
    "for ever": [{ retentionInDays: 0 }, "retentionInDays is 0"],
    "no statement": [{}, "is not set (the default is for ever)"],
  },
  unknown: { retentionInDays: later(1) },
});
