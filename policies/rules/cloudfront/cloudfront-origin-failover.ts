import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/**
 * Another origin answers where the first does not. Off unless a levels file turns it on: it asks for a second copy of the
 * origin in another region, kept equal to the first, which few sites are worth; one region's S3, load balancers and APIs are
 * over several Availability Zones as they are.
 */
export const cloudfrontOriginFailover = rule({
  name: "cloudfront-origin-failover",
  description: "CloudFront distributions have a second origin to fail over to.",
  enforcementLevel: "disabled",
  severity: "low",
  framework: fsbp("CloudFront.4"),
  seeAlso: ["Checkov CKV_AWS_310"],
  remediationSteps: "add an originGroup with two members, and let the default behavior lead to it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-4",

  resources: {
    "aws:cloudfront/distribution:Distribution": ({ originGroups = [] }: Inputs<DistributionArgs>, { violation }) => {
      if (!originGroups.some(({ members }) => members.length > 1)) violation("it has no originGroup of two members");
    },
  },
});
