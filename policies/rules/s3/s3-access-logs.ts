import type { BucketLoggingState } from "@pulumi/aws/s3";

import { type Bucket, bucketsOf, bucketType, inline, nameOf, settingsOf } from "../../aws/buckets";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import type { Stack } from "../../frame/stack";

const LOGGING = "aws:s3/bucketLogging:BucketLogging";

/**
 * Who asked a bucket for what can be looked up afterwards. Logging is a resource of its own, or the bucket's deprecated property;
 * a bucket that keeps the logs of others needs none, as it would log its own logs.
 *
 * Advisory in this repository's stacks, which do without: the site's requests are in the distribution's access logs, and nobody
 * but CloudFront, load balancers and deployments reads or writes the buckets.
 */
export const s3AccessLogs = rule({
  name: "s3-access-logs",
  description: "S3 buckets have server access logs.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("S3.9"),
  seeAlso: ["Checkov CKV_AWS_18", "Trivy AWS-0089", "cdk-nag S1"],
  remediationSteps: "add an aws.s3.BucketLogging for the bucket, with a targetBucket for logs.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9",
  inputsOf: [bucketType],

  stack: (stack, { judge }) => {
    const loggings = settingsOf<BucketLoggingState>(stack, LOGGING);
    const targets = targetsOf(stack);
    for (const bucket of bucketsOf(stack)) {
      judge(bucket, ({ violation, undecided }) => {
        if (loggings.of(bucket).length > 0 || inline(stack, bucket, "logging") || targets.includes(bucket)) return;
        if (loggings.isOpen || targets.includes(undefined)) undecided("which buckets a logging is from and to");
        else violation("it has no BucketLogging");
      });
    }
  },
});

/** The buckets that logs go to; undefined for one that only the update knows. */
function targetsOf(stack: Stack): readonly (Bucket | string | undefined)[] {
  const buckets = bucketsOf(stack);
  const inlined = buckets.flatMap((bucket) => {
    if (!stack.states(bucket, "logging")) return [];
    const target = stack.reference(bucket, "logging.targetBucket", buckets);
    return [
      buckets.find((each) => each === target || (typeof target === "string" && nameOf(each) === target)) ?? target,
    ];
  });
  return [...stack.ofType(LOGGING).map((logging) => stack.reference(logging, "targetBucket", buckets)), ...inlined];
}
