import type { BucketVersioningState } from "@pulumi/aws/s3";

import { type Bucket, bucketsOf, bucketType, inline, settingsOf } from "../../aws/buckets";
import { isTrue } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import type { Stack, StackResource } from "../../frame/stack";

/**
 * What is overwritten or deleted can be taken back. Versioning is a resource of its own, or the bucket's deprecated property;
 * a bucket with Object Lock has versions by itself ("Locking objects with Object Lock").
 */
export const s3Versioning = rule({
  name: "s3-versioning",
  description: "S3 buckets keep versions.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: wellArchitected("SEC08-BP04"),
  seeAlso: ["Security Hub S3.14", "Checkov CKV_AWS_21", "Trivy AWS-0090"],
  remediationSteps: "add an aws.s3.BucketVersioning for the bucket with status Enabled.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
  inputsOf: [bucketType],

  stack: (stack, { judge }) => {
    const versionings = settingsOf<BucketVersioningState>(stack, "aws:s3/bucketVersioning:BucketVersioning");

    for (const bucket of bucketsOf(stack)) {
      judge(bucket, (report) => {
        const own = versionings.of(bucket);
        for (const versioning of own) judgeStatus(versioning, report);
        if (own.length > 0 || keepsByItself(stack, bucket)) return;
        if (stack.states(bucket, "versioning")) report.violation("its own versioning is not enabled");
        else if (versionings.isOpen) report.undecided("which bucket a versioning is of");
        else report.violation("it has no BucketVersioning");
      });
    }
    for (const versioning of versionings.ofOthers) {
      judge(versioning, (report) => {
        judgeStatus(versioning, report);
      });
    }
  },
});

const keepsByItself = (stack: Stack, bucket: Bucket): boolean =>
  isTrue(inline(stack, bucket, "versioning")?.enabled) ||
  isTrue(inline(stack, bucket, "objectLockEnabled")) ||
  Object.values(inline(stack, bucket, "objectLockConfiguration") ?? {}).includes("Enabled");

function judgeStatus({ props }: StackResource<BucketVersioningState>, { violation }: Report): void {
  const status = props.versioningConfiguration?.status;
  if (status !== "Enabled") violation(`the status of its versioning is ${JSON.stringify(status)}`);
}
