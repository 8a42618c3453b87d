import { behaviorsOf, onDistributions } from "../../aws/behaviors";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

const encrypted: readonly unknown[] = ["https-only", "redirect-to-https"];

/** Nobody gets an answer in plain text, on any path. */
export const cloudfrontViewerHttps = rule({
  name: "cloudfront-viewer-https",
  description: "CloudFront distributions answer viewers by HTTPS only.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("CloudFront.3"),
  seeAlso: ["Checkov CKV_AWS_34", "Trivy AWS-0012"],
  remediationSteps: 'set viewerProtocolPolicy of every behavior to "redirect-to-https" or "https-only".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-3",

  resources: onDistributions((distribution, { violation }) => {
    for (const [path, { viewerProtocolPolicy }] of behaviorsOf(distribution)) {
      if (!encrypted.includes(viewerProtocolPolicy)) {
        violation(`viewerProtocolPolicy of ${path} is ${JSON.stringify(viewerProtocolPolicy)}`);
      }
    }
  }),
});
