import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** With CloudFront's own certificate its TLS policy is TLSv1, whatever is stated beside it: viewers may use TLS 1.0. */
export const cloudfrontCertificate = rule({
  name: "cloudfront-certificate",
  description: "CloudFront distributions have names, and a certificate, of their own.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: fsbp("CloudFront.7"),
  remediationSteps: "set aliases, and viewerCertificate.acmCertificateArn to a certificate of us-east-1 for them.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-7",

  resources: {
    "aws:cloudfront/distribution:Distribution": ({ viewerCertificate }: Inputs<DistributionArgs>, { violation }) => {
      if (viewerCertificate.acmCertificateArn ?? viewerCertificate.iamCertificateId) return;
      violation("it has CloudFront's certificate, with which viewers may use TLS 1.0");
    },
  },
});
