import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { isBucket, isFunctionUrl, type Origin } from "../../aws/origins";
import { isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/**
 * A bucket, or a function at its URL, answers to the distribution alone, which signs its requests; so it can be closed to
 * everyone else. Endpoints of websites take no signed requests, and are custom origins to CloudFront.
 */
export const cloudfrontOriginAccess = rule({
  name: "cloudfront-origin-access",
  description: "CloudFront distributions reach S3 buckets and URLs of Lambda functions by origin access control.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("CloudFront.13", "CloudFront.16"),
  seeAlso: ["cdk-nag CFR7", "Checkov CKV2_AWS_46"],
  remediationSteps: "set originAccessControlId of the origin to an aws.cloudfront.OriginAccessControl.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-13",

  resources: {
    "aws:cloudfront/distribution:Distribution": ({ origins }: Inputs<DistributionArgs>, { violation }) => {
      for (const origin of origins) {
        if (isGiven(origin, "originAccessControlId") || origin.vpcOriginConfig || !takesSignatures(origin)) continue;
        const host = ifKnown(() => origin.domainName);
        violation(`origin ${origin.originId}${host ? ` (${host})` : ""} has no originAccessControlId`);
      }
    },
  },
});

/** An origin with S3's own configuration is a bucket, whatever its host. */
const takesSignatures = (origin: Origin): boolean =>
  origin.s3OriginConfig !== undefined || isBucket(origin.domainName) || isFunctionUrl(origin.domainName);
