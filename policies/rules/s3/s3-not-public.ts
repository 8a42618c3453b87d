import type { BucketAclArgs } from "@pulumi/aws/s3";

import { statementsOf } from "../../aws/policy-document";
import { actionsOf, isPublic, isPublicAcl, isPublicGroup } from "../../aws/public-access";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

interface Grant {
  readonly uri?: string | undefined;
}

/**
 * Neither a policy nor an ACL lets strangers into a bucket: S3 counts as strangers whom no condition binds to a fixed account,
 * organization, network or resource. The public access block would overrule both, and S3 takes no such policy where it is on.
 * Access points of a VPC are for that VPC.
 */
export const s3NotPublic = rule({
  name: "s3-not-public",
  description: "S3 buckets and access points are neither read nor written by everybody.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("S3.2", "S3.3"),
  seeAlso: [
    "Checkov CKV_AWS_20",
    "Checkov CKV_AWS_57",
    "Checkov CKV_AWS_70",
    "Checkov CKV_AWS_375",
    "Checkov CKV2_AWS_43",
    "Trivy AWS-0092",
  ],
  remediationSteps: "name who may in Principal, or bind everybody by a condition such as aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",

  resources: {
    ...forTypes(
      [
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:s3control/accessPointPolicy:AccessPointPolicy",
        "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
      ],
      ({ policy }: { readonly policy?: unknown }, report: Report) => {
        judgePolicy(policy, report);
      },
    ),
    "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": (
      { details }: { readonly details: { readonly policy: unknown } },
      report: Report,
    ) => {
      judgePolicy(details.policy, report);
    },
    "aws:s3/accessPoint:AccessPoint": (
      { policy, vpcConfiguration }: { readonly policy?: unknown; readonly vpcConfiguration?: object },
      report: Report,
    ) => {
      if (vpcConfiguration === undefined) judgePolicy(policy, report);
    },
    "aws:s3/bucket:Bucket": (
      {
        policy,
        acl = "",
        grants = [],
      }: { readonly policy?: unknown; readonly acl?: string; readonly grants?: readonly Grant[] },
      report: Report,
    ) => {
      judgePolicy(policy, report);
      judgeAcl(acl, grants, report);
    },
    "aws:s3/bucketAcl:BucketAcl": ({ acl = "", accessControlPolicy }: Inputs<BucketAclArgs>, report: Report) => {
      const grants = (accessControlPolicy?.grants ?? []).map(({ grantee }) => ({ uri: grantee?.uri }));
      judgeAcl(acl, grants, report);
    },
  },
});

function judgePolicy(policy: unknown, { violation }: Report): void {
  for (const statement of statementsOf(policy).filter(isPublic)) {
    violation(`its policy lets everybody do ${actionsOf(statement)}`);
  }
}

function judgeAcl(acl: string, grants: readonly Grant[], { violation }: Report): void {
  if (isPublicAcl(acl)) violation(`acl is ${acl}`);
  for (const { uri } of grants.filter((grant) => isPublicGroup(grant.uri))) violation(`it has a grant for ${uri}`);
}
