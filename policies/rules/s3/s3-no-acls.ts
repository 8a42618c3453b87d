import type { BucketOwnershipControlsArgs } from "@pulumi/aws/s3";

import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

/** What an object may say: its owner alone, or the bucket's, may do something with it. */
const ownersOnly: readonly string[] = ["private", "bucket-owner-full-control"];

/**
 * Policies alone say who may do what, so that one place has to be read. AWS makes buckets so since April 2023. An ACL is a
 * resource of its own, a property of the bucket, or one of an object.
 */
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
    "aws:s3/bucket:Bucket": (
      { acl, grants = [] }: { readonly acl?: string; readonly grants?: readonly unknown[] },
      { violation }: Report,
    ) => {
      if (acl) violation(`acl is ${acl}`);
      if (grants.length > 0) violation("it has grants");
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
    ...forTypes(
      ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/objectCopy:ObjectCopy"],
      (
        { acl, grants = [] }: { readonly acl?: string; readonly grants?: readonly unknown[] },
        { violation }: Report,
      ) => {
        if (acl && !ownersOnly.includes(acl)) violation(`the object's acl is ${acl}`);
        if (grants.length > 0) violation("the object has grants");
      },
    ),
  },
});
