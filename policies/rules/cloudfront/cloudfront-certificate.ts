import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { isGiven, isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/**
 * With CloudFront's own certificate its TLS policy is TLSv1, whatever is stated beside it: viewers may use TLS 1.0. A staging
 * distribution has no names of its own, and answers at those of the distribution that it is tried for.
 */
export const cloudfrontCertificate = rule({
  name: "cloudfront-certificate",
  description: "CloudFront distributions have names, and a certificate, of their own.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: fsbp("CloudFront.7"),
  seeAlso: ["Checkov CKV2_AWS_42"],
  remediationSteps: "set aliases, and viewerCertificate.acmCertificateArn to a certificate of us-east-1 for them.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-7",

  resources: {
    "aws:cloudfront/distribution:Distribution": (
      { viewerCertificate, staging }: Inputs<DistributionArgs>,
      { violation },
    ) => {
      if (isTrue(staging)) return;
      if (isGiven(viewerCertificate, "acmCertificateArn") || isGiven(viewerCertificate, "iamCertificateId")) return;
      violation("it has CloudFront's certificate, with which viewers may use TLS 1.0");
    },
  },
});
