import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { cloudfrontSni } from "./cloudfront-sni";

const acmCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";

judges(cloudfrontSni, {
  types: ["aws:cloudfront/distribution:Distribution", "aws:cloudfront/multitenantDistribution:MultitenantDistribution"],
  obeys: {
    SNI: { viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only" } },
    "SNI with a certificate that is still to be made": {
      viewerCertificate: { acmCertificateArn: later(acmCertificateArn), sslSupportMethod: "sni-only" },
    },
    "CloudFront's own certificate": { viewerCertificate: { cloudfrontDefaultCertificate: true } },
  },
  refuses: {
    "addresses of its own": [{ viewerCertificate: { acmCertificateArn, sslSupportMethod: "vip" } }, 'is "vip"'],
    "addresses that are fixed": [
      { viewerCertificate: { acmCertificateArn, sslSupportMethod: "static-ip" } },
      '"static',
    ],
    "a certificate of IAM, without a method": [{ viewerCertificate: { iamCertificateId: "ASCA1" } }, "is not set"],
  },
  unknown: { viewerCertificate: { acmCertificateArn, sslSupportMethod: later("vip") } },
});
