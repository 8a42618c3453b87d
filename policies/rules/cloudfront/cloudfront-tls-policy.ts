import { onDistributions } from "../../aws/behaviors";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** What Security Hub takes for recommended (CloudFront.15, 2026-11); all of them speak TLS 1.2 or newer only. */
const recommended: readonly unknown[] = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

/** At a distribution's own name CloudFront chooses the policy, so there only a distribution of other names is judged. */
export const cloudfrontTlsPolicy = rule({
  name: "cloudfront-tls-policy",
  description: "CloudFront distributions with names of their own use a recommended TLS policy.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("CloudFront.15"),
  seeAlso: ["cdk-nag CFR4", "Checkov CKV_AWS_174", "Trivy AWS-0013"],
  remediationSteps: 'set viewerCertificate.minimumProtocolVersion to "TLSv1.2_2021" or a newer policy.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-15",

  resources: onDistributions(({ aliases, viewerCertificate }, { violation }) => {
    if ((aliases ?? []).length === 0 && isTrue(viewerCertificate.cloudfrontDefaultCertificate)) return;
    const { minimumProtocolVersion: policy } = viewerCertificate;
    if (!recommended.includes(policy)) {
      violation(`minimumProtocolVersion is ${policy ? JSON.stringify(policy) : 'not set (the default is "TLSv1")'}`);
    }
  }),
});
