import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { cloudfrontCertificate } from "./cloudfront-certificate";

judges(cloudfrontCertificate, {
  types: ["aws:cloudfront/distribution:Distribution"],
  obeys: {
    "a certificate of ACM": {
      viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" },
    },
    "a certificate that is still to be made": { viewerCertificate: { acmCertificateArn: later("arn") } },
    "a staging distribution, which has no names": {
      staging: true,
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    },
    "a certificate of IAM": { viewerCertificate: { iamCertificateId: "ASCA1" } },
  },
  refuses: {
    "CloudFront's": [
      { viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1.2_2021" } },
      "TLS 1.0",
    ],
  },
  unknown: { viewerCertificate: later({ cloudfrontDefaultCertificate: true }) },
});
