import type { BucketState, BucketVersioningState } from "@pulumi/aws/s3";

import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** What is overwritten or deleted can be taken back. Versioning is a resource of its own. */
export const s3Versioning = rule({
  name: "s3-versioning",
  description: "S3 buckets keep versions.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: wellArchitected("SEC08-BP04"),
  seeAlso: ["Security Hub S3.14", "Checkov CKV_AWS_21", "Trivy AWS-0090"],
  remediationSteps: "add an aws.s3.BucketVersioning for the bucket with status Enabled.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",

  stack: (stack, { judge }) => {
    const buckets = stack.ofType<BucketState>("aws:s3/bucket:Bucket");
    const versionings = stack
      .ofType<BucketVersioningState>("aws:s3/bucketVersioning:BucketVersioning")
      .map((versioning) => ({ versioning, bucket: stack.reference(versioning, "bucket", buckets) }));

    for (const bucket of buckets) {
      judge(bucket, ({ violation, undecided }) => {
        const own = versionings.find((entry) => entry.bucket === bucket);
        if (own) {
          const status = own.versioning.props.versioningConfiguration?.status;
          if (status !== "Enabled") violation(`the status of its versioning is ${JSON.stringify(status)}`);
        } else if (versionings.some((entry) => entry.bucket === undefined)) {
          undecided("which bucket a versioning is of");
        } else {
          violation("it has no BucketVersioning");
        }
      });
    }
  },
});
