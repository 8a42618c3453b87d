import { onDistributions } from "../../aws/behaviors";
import { isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Browsers since 2010 name the host that they want, so no address has to stand for it; such addresses cost by the month. */
export const cloudfrontSni = rule({
  name: "cloudfront-sni",
  description: "CloudFront distributions with a certificate of their own serve it by SNI.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: fsbp("CloudFront.8"),
  remediationSteps: 'set viewerCertificate.sslSupportMethod to "sni-only".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-8",

  resources: onDistributions(({ viewerCertificate }, { violation }) => {
    if (!isGiven(viewerCertificate, "acmCertificateArn") && !isGiven(viewerCertificate, "iamCertificateId")) return;
    const { sslSupportMethod: method } = viewerCertificate;
    if (method !== "sni-only") violation(`sslSupportMethod is ${shown(method, "an address for each host")}`);
  }),
});
