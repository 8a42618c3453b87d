import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

const outdated: readonly string[] = ["SSLv3", "TLSv1", "TLSv1.1"];

/**
 * What goes to an origin on the internet is encrypted, by TLS 1.2. Origins in a VPC are not judged: what goes to them does
 * not leave AWS. Nor are buckets, to which CloudFront speaks as the viewer does.
 */
export const cloudfrontOriginHttps = rule({
  name: "cloudfront-origin-https",
  description:
    "CloudFront distributions reach origins on the internet by HTTPS and a version of TLS that is not outdated.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("CloudFront.9", "CloudFront.10"),
  seeAlso: ["cdk-nag CFR5", "Checkov CKV2_AWS_54", "Checkov CKV2_AWS_72"],
  remediationSteps: 'set originProtocolPolicy to "https-only" and originSslProtocols to ["TLSv1.2"].',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-9",

  resources: {
    "aws:cloudfront/distribution:Distribution": ({ origins }: Inputs<DistributionArgs>, { violation }) => {
      for (const { originId, customOriginConfig } of origins) {
        if (!customOriginConfig) continue;
        const { originProtocolPolicy, originSslProtocols } = customOriginConfig;
        if (originProtocolPolicy !== "https-only") {
          violation(`originProtocolPolicy of origin ${originId} is ${JSON.stringify(originProtocolPolicy)}`);
        }
        const found = originSslProtocols.filter((protocol) => outdated.includes(protocol));
        if (found.length > 0) violation(`originSslProtocols of origin ${originId} has ${found.join(", ")}`);
      }
    },
  },
});
