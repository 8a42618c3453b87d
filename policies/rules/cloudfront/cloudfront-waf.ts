import { onDistributions } from "../../aws/behaviors";
import { isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** AWS WAF looks at requests before they reach the distribution. */
export const cloudfrontWaf = rule({
  name: "cloudfront-waf",
  description: "CloudFront distributions are behind a web ACL of AWS WAF.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("CloudFront.6"),
  seeAlso: ["cdk-nag CFR2", "Checkov CKV_AWS_68", "Trivy AWS-0011"],
  remediationSteps: "set webAclId to the ARN of an aws.wafv2.WebAcl with scope CLOUDFRONT.",
  settings: { "edge.waf.enabled": "true" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-6",

  resources: onDistributions((distribution, { violation }) => {
    if (!isGiven(distribution, "webAclId")) violation("webAclId is not set");
  }),
});
