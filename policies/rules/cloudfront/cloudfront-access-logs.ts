import type { DistributionState } from "@pulumi/aws/cloudfront";
import type { LogDeliverySourceState } from "@pulumi/aws/cloudwatch";

import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/**
 * Who asked for what can be looked up afterwards. A distribution states a bucket itself (standard logging, legacy), or a log
 * delivery has it as its source (standard logging, v2), which needs no bucket with ACLs. Security Hub's own check of
 * CloudFront.5 knows the first way only.
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
    const sources = stack
      .ofType<LogDeliverySourceState>("aws:cloudwatch/logDeliverySource:LogDeliverySource")
      .map((source) => stack.reference(source, "resourceArn", distributions));

    for (const distribution of distributions) {
      judge(distribution, ({ violation, undecided }) => {
        if (sources.includes(distribution) || distribution.props.loggingConfig?.bucket) return;
        if (sources.includes(undefined)) undecided("whose logs a delivery is of");
        else violation("it has neither a log delivery nor a loggingConfig");
      });
    }
  },
});
