import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { isBucket, type Origin, originsOf } from "../../aws/origins";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

type Distribution = Inputs<DistributionArgs>;

/**
 * Who asks for `/` gets a page, and not what the origin tells of itself, such as the list of a bucket's objects. Where a custom
 * origin answers for `/`, such as an API or a website's endpoint, it has its own answer, which a root object would stand before.
 */
export const cloudfrontDefaultRootObject = rule({
  name: "cloudfront-default-root-object",
  description: "CloudFront distributions of S3 buckets name the object that answers for their root.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("CloudFront.1"),
  seeAlso: ["Checkov CKV_AWS_305"],
  remediationSteps: "set defaultRootObject, such as to index.html.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-1",

  resources: {
    "aws:cloudfront/distribution:Distribution": (distribution: Distribution, { violation }) => {
      if (hasOwnAnswer(distribution)) return;
      const { defaultRootObject } = distribution;
      if (!defaultRootObject) violation("defaultRootObject is not set");
      else if (defaultRootObject.startsWith("/"))
        violation(`defaultRootObject ${defaultRootObject} begins with a slash`);
    },
  },
});

/** Whether custom origins alone answer for the root; what is not there is not one of them. */
function hasOwnAnswer(distribution: Partial<Distribution>): boolean {
  const { origins, defaultCacheBehavior } = distribution;
  if (!origins || !defaultCacheBehavior) return false;
  const answering = originsOf(distribution as Distribution, defaultCacheBehavior.targetOriginId);
  return answering.length > 0 && answering.every(isCustom);
}

/** A bucket's host is one though it be configured as if it were not. */
const isCustom = (origin: Origin): boolean =>
  origin.vpcOriginConfig !== undefined ||
  (origin.customOriginConfig !== undefined && !isBucket(ifKnown(() => origin.domainName) ?? ""));
