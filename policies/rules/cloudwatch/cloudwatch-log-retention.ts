import type { LogGroupArgs } from "@pulumi/aws/cloudwatch";

import { numberOf } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/**
 * Logs are kept as long as somebody decided: not for ever, at a growing price, and not too short to look back.
 *
 * That is not all that Security Hub's control asks: 365 days unless its parameter says otherwise, and "never expire" passes it
 * (AWS Config, cw-loggroup-retention-period-check). Groups of the class DELIVERY keep events for two days, whatever is stated.
 */
export const cloudwatchLogRetention = rule<{ readonly minDays: number }>({
  name: "cloudwatch-log-retention",
  description: "Log groups keep events for a number of days that is stated.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC04-BP01"),
  seeAlso: ["Security Hub CloudWatch.16", "Checkov CKV_AWS_66"],
  remediationSteps: "set retentionInDays to the days demanded, or more.",
  settings: {
    "network.flowLogs.retentionDays": "7 or more",
    "database.logRetentionDays": "7 or more",
    "cache.logRetentionDays": "7 or more",
    "compute.api.accessLogRetentionDays": "7 or more",
    "compute.functions.<name>.logRetentionDays": "7 or more",
    "compute.instances.logRetentionDays": "7 or more",
    "edge.waf.logRetentionDays": "7 or more",
  },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
  options: {
    minDays: { type: "integer", minimum: 1, default: 7, description: "days demanded; CloudWatch.16 demands 365" },
  },

  resources: {
    "aws:cloudwatch/logGroup:LogGroup": (group: Inputs<LogGroupArgs>, { violation, options }) => {
      if (group.logGroupClass === "DELIVERY") return;
      const { retentionInDays } = group;
      const days = numberOf(retentionInDays);
      if (!days) violation(`retentionInDays is ${shown(retentionInDays, "for ever")}`);
      else if (days < options.minDays) violation(`retentionInDays is ${days}, not ${options.minDays} or more`);
    },
  },
});
