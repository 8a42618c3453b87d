import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** A bucket's REST endpoint, of the world or of a region, in any partition. Website endpoints take no signed requests. */
const bucket = /\.s3([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/;

/** A bucket answers to the distribution alone, which signs its requests; so it can be closed to everyone else. */
export const cloudfrontOriginAccess = rule({
  name: "cloudfront-origin-access",
  description: "CloudFront distributions reach S3 buckets by origin access control.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("CloudFront.13"),
  seeAlso: ["cdk-nag CFR7", "Checkov CKV2_AWS_46"],
  remediationSteps: "set originAccessControlId of the origin to an aws.cloudfront.OriginAccessControl.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-13",

  resources: {
    "aws:cloudfront/distribution:Distribution": ({ origins }: Inputs<DistributionArgs>, { violation }) => {
      for (const { originId, domainName, originAccessControlId } of origins) {
        if (bucket.test(domainName) && !originAccessControlId) {
          violation(`origin ${originId} (${domainName}) has no originAccessControlId`);
        }
      }
    },
  },
});
