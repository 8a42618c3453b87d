import type { BucketOwnershipControlsArgs } from "@pulumi/aws/s3";

import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

/** Policies alone say who may do what, so that one place has to be read. AWS makes buckets so since April 2023. */
export const s3NoAcls = rule({
  name: "s3-no-acls",
  description: "S3 buckets have no access control lists.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("S3.12"),
  seeAlso: ["Checkov CKV2_AWS_65"],
  remediationSteps: "take the ACL away, and set objectOwnership of the BucketOwnershipControls to BucketOwnerEnforced.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12",

  resources: {
    "aws:s3/bucket:Bucket": ({ acl }: { readonly acl?: string }, { violation }: Report) => {
      if (acl) violation(`acl is ${acl}`);
    },
    "aws:s3/bucketAcl:BucketAcl": (_: object, { violation }: Report) => {
      violation("it is an access control list");
    },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": (
      { rule: { objectOwnership } }: Inputs<BucketOwnershipControlsArgs>,
      { violation }: Report,
    ) => {
      if (objectOwnership !== "BucketOwnerEnforced") violation(`objectOwnership is ${objectOwnership}`);
    },
  },
});
