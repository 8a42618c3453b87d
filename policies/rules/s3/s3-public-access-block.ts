import type { BucketPublicAccessBlockState, BucketState } from "@pulumi/aws/s3";

import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

const settings = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/** No mistake in an ACL or a policy opens a bucket to the world. The block is a resource of its own. */
export const s3PublicAccessBlock = rule({
  name: "s3-public-access-block",
  description: "S3 buckets block public access in all four ways.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("S3.8"),
  seeAlso: [
    "cdk-nag S2",
    "Checkov CKV_AWS_53",
    "Checkov CKV_AWS_54",
    "Checkov CKV_AWS_55",
    "Checkov CKV_AWS_56",
    "Checkov CKV2_AWS_6",
    "Trivy AWS-0086",
    "Trivy AWS-0087",
    "Trivy AWS-0091",
    "Trivy AWS-0093",
    "Trivy AWS-0094",
  ],
  remediationSteps: "add an aws.s3.BucketPublicAccessBlock for the bucket with all four settings true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",

  stack: (stack, { judge }) => {
    const buckets = stack.ofType<BucketState>("aws:s3/bucket:Bucket");
    const blocks = stack
      .ofType<BucketPublicAccessBlockState>("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
      .map((block) => ({ block, bucket: stack.reference(block, "bucket", buckets) }));

    for (const bucket of buckets) {
      judge(bucket, ({ violation, undecided }) => {
        const own = blocks.find((entry) => entry.bucket === bucket);
        if (!own) {
          if (blocks.some((entry) => entry.bucket === undefined)) undecided("which bucket a block is of");
          else violation("it has no BucketPublicAccessBlock");
          return;
        }
        const off = settings.filter((setting) => own.block.props[setting] !== true);
        if (off.length > 0) violation(`its BucketPublicAccessBlock leaves out ${off.join(", ")}`);
      });
    }
  },
});
