import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { cloudwatchLogRetention } from "./cloudwatch-log-retention";

judges(cloudwatchLogRetention, {
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  obeys: { "a week": { retentionInDays: 7 } },
  refuses: {
    "a day": [{ retentionInDays: 1 }, "retentionInDays is 1, not 7 or more"],
    "for ever": [{ retentionInDays: 0 }, "retentionInDays is 0"],
    "no statement": [{}, "is not set (the default is for ever)"],
  },
  unknown: { retentionInDays: later(1) },
});
