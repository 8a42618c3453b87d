import { onOpenPolicies } from "../../aws/resource-policies";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** A policy for everyone, without a condition that keeps strangers out, gives the secret to every account of AWS. */
export const secretsmanagerNotPublic = rule({
  name: "secretsmanager-not-public",
  description: "Secrets are for those whom their policy names.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: wellArchitected("SEC08-BP04"),
  remediationSteps:
    "name principals in the secret's policy, or narrow the statement by aws:PrincipalOrgID or aws:PrincipalAccount.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",

  resources: onOpenPolicies(["aws:secretsmanager/secret:Secret", "aws:secretsmanager/secretPolicy:SecretPolicy"]),
});
