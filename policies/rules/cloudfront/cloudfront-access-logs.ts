import type { DistributionState } from "@pulumi/aws/cloudfront";
import type { LogDeliverySourceState, LogDeliveryState } from "@pulumi/aws/cloudwatch";

import { isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import type { Stack } from "../../frame/stack";

/**
 * Who asked for what can be looked up afterwards. A distribution states a bucket itself (standard logging, legacy), or is the
 * source of a log delivery (standard logging, v2), which needs no bucket with ACLs: the source alone delivers nothing.
 * Security Hub's own check of CloudFront.5 knows the first way only.
 */
export const cloudfrontAccessLogs = rule({
  name: "cloudfront-access-logs",
  description: "CloudFront distributions log every request.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("CloudFront.5"),
  seeAlso: ["cdk-nag CFR3", "Checkov CKV_AWS_86", "Trivy AWS-0010"],
  remediationSteps:
    "add an aws.cloudwatch.LogDeliverySource for the distribution, with a delivery, or set loggingConfig.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-5",

  stack: (stack, { judge }) => {
    const distributions = stack.ofType<DistributionState>("aws:cloudfront/distribution:Distribution");
    const sources = sourcesOf(stack).map(({ source, delivered }) => ({
      delivered,
      of: stack.reference(source, "resourceArn", distributions),
    }));

    for (const distribution of distributions) {
      judge(distribution, ({ violation, undecided }) => {
        const own = sources.filter(({ of }) => of === distribution);
        if (own.some(({ delivered }) => delivered)) return;
        if (isGiven(distribution.props.loggingConfig ?? {}, "bucket")) return;
        if (sources.some(({ of }) => of === undefined)) undecided("whose logs a delivery is of");
        else if (own.some(({ delivered }) => delivered === undefined)) undecided("which source a delivery is of");
        else if (own.length > 0) violation("its LogDeliverySource has no LogDelivery");
        else violation("it has neither a log delivery nor a loggingConfig");
      });
    }
  },
});

/** The sources of access logs, and whether a delivery has them; undefined where only the update can tell. */
function sourcesOf(stack: Stack) {
  const sources = stack.ofType<LogDeliverySourceState>("aws:cloudwatch/logDeliverySource:LogDeliverySource");
  const delivered = stack
    .ofType<LogDeliveryState>("aws:cloudwatch/logDelivery:LogDelivery")
    .map((delivery) => stack.reference(delivery, "deliverySourceName", sources));
  return sources
    .filter(({ props }) => props.logType === "ACCESS_LOGS")
    .map((source) => ({
      source,
      delivered: delivered.includes(source) || (delivered.includes(undefined) ? undefined : false),
    }));
}
