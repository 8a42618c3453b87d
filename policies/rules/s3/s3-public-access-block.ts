import type { AccountPublicAccessBlockArgs, BucketPublicAccessBlockState } from "@pulumi/aws/s3";

import { bucketsOf, settingsOf } from "../../aws/buckets";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

const settings = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

type Block = { readonly [S in (typeof settings)[number]]?: boolean | undefined };

/**
 * No mistake in an ACL or a policy opens a bucket to the world. The block is a resource of its own; that of a bucket outside
 * the stack, or of the account, is judged by itself.
 */
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

  resources: {
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": (
      block: Inputs<AccountPublicAccessBlockArgs>,
      { violation },
    ) => {
      const off = leftOut(block);
      if (off) violation(`the account's block leaves out ${off}`);
    },
  },

  stack: (stack, { judge }) => {
    const blocks = settingsOf<BucketPublicAccessBlockState>(
      stack,
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    );
    const judgeBlock = ({ props }: { readonly props: Block }, { violation }: Report) => {
      const off = leftOut(props);
      if (off) violation(`its BucketPublicAccessBlock leaves out ${off}`);
    };

    for (const bucket of bucketsOf(stack)) {
      judge(bucket, (report) => {
        const own = blocks.of(bucket);
        for (const block of own) judgeBlock(block, report);
        if (own.length > 0) return;
        if (blocks.isOpen) report.undecided("which bucket a block is of");
        else report.violation("it has no BucketPublicAccessBlock");
      });
    }
    for (const block of blocks.ofOthers) {
      judge(block, (report) => {
        judgeBlock(block, report);
      });
    }
  },
});

const leftOut = (block: Block): string => settings.filter((setting) => !isTrue(block[setting])).join(", ");
