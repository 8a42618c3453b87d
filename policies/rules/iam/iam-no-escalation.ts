import { escalationsIn } from "../../aws/escalation";
import { isOfResource } from "../../aws/policy-document";
import { onPolicies } from "../../aws/stated-policies";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/**
 * Nobody can raise their own rights, nor read every secret: by passing, taking or changing any role, by changing any policy or
 * function, by any secret, parameter or key. What is allowed on named resources, or by a condition that says which, passes; so does
 * what the same policy denies. A policy of a resource is no identity's.
 */
export const iamNoEscalation = rule({
  name: "iam-no-escalation",
  description: "Policies let nobody raise their own rights, or read all secrets.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("KMS.1", "KMS.2"),
  seeAlso: ["Checkov CKV_AWS_286", "Checkov CKV_AWS_287", "Checkov CKV_AWS_289", "Trivy AWS-0342"],
  remediationSteps: "name the roles, policies, functions, secrets and keys in Resource, or their tags in a condition.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1",

  ...onPolicies((statements, { violation }) => {
    const found = escalationsIn(statements.filter((statement) => !isOfResource(statement)));
    if (found.length > 0) violation(`it allows ${found.join(", ")} on every resource`);
  }),
});
