import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { behaviorsOf } from "../../aws/behaviors";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/**
 * Keys that sign URLs and cookies are changed by an API, and by whoever IAM lets; those of an account that is a trusted signer,
 * by its root user alone ("Specify signers that can create signed URLs and signed cookies").
 */
export const cloudfrontKeyGroups = rule({
  name: "cloudfront-key-groups",
  description: "CloudFront distributions take signatures of trusted key groups, not of accounts.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("CloudFront.17"),
  remediationSteps: "set trustedKeyGroups to an aws.cloudfront.KeyGroup in the place of trustedSigners.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-17",

  resources: {
    "aws:cloudfront/distribution:Distribution": (distribution: Inputs<DistributionArgs>, { violation }) => {
      const signed = behaviorsOf(distribution).filter(([, { trustedSigners = [] }]) => trustedSigners.length > 0);
      for (const [path, { trustedSigners = [] }] of signed) {
        violation(`trustedSigners of ${path} has ${trustedSigners.join(", ")}`);
      }
    },
  },
});
