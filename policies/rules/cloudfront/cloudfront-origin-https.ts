import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { behaviorsOf } from "../../aws/behaviors";
import { originsOf } from "../../aws/origins";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

type Distribution = Inputs<DistributionArgs>;

const outdated: readonly string[] = ["SSLv3", "TLSv1", "TLSv1.1"];
const encrypted: readonly string[] = ["https-only", "redirect-to-https"];

/**
 * What goes to an origin on the internet is encrypted, by TLS 1.2: always, or as the viewers' requests are, where no behavior
 * lets viewers come by plain HTTP. Origins in a VPC are not judged: what goes to them does not leave AWS. Nor are buckets, to
 * which CloudFront speaks as the viewer does.
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
    "aws:cloudfront/distribution:Distribution": (distribution: Distribution, { violation }) => {
      for (const { originId, customOriginConfig } of distribution.origins) {
        if (!customOriginConfig) continue;
        const { originProtocolPolicy: policy, originSslProtocols } = customOriginConfig;
        const isHttps =
          policy === "https-only" || (policy === "match-viewer" && viewersUseHttps(distribution, originId));
        if (!isHttps) violation(`originProtocolPolicy of origin ${originId} is ${JSON.stringify(policy)}`);
        const found = originSslProtocols.filter((protocol) => outdated.includes(protocol));
        if (found.length > 0) violation(`originSslProtocols of origin ${originId} has ${found.join(", ")}`);
      }
    },
  },
});

/**
 * Whether viewers of every behavior that leads to the origin come by HTTPS. Where none does, a function at the edge may choose
 * the origin on any path.
 */
function viewersUseHttps(distribution: Distribution, originId: string): boolean {
  if (!("defaultCacheBehavior" in distribution)) return false;
  const all = behaviorsOf(distribution).map(([, behavior]) => behavior);
  const leading = all.filter(({ targetOriginId }) =>
    originsOf(distribution, targetOriginId).some((origin) => origin.originId === originId),
  );
  return (leading.length > 0 ? leading : all).every(({ viewerProtocolPolicy }) =>
    encrypted.includes(viewerProtocolPolicy),
  );
}
