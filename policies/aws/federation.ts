import { type Condition, demandsFixed } from "./policy-document";

/**
 * Providers of identities that many customers share, so that who is meant has to be said in a condition on the subject (IAM User
 * Guide, "Identity-provider controls for shared OIDC providers"). A cluster of EKS is one's own, but of all its pods only some are
 * meant (EKS User Guide, "IAM roles for service accounts").
 */
const shared =
  /^(token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|agent\.buildkite\.com|oidc\.codefresh\.io|proidc\.upbound\.io|oidc\.eks\.[\w-]+\.amazonaws\.com)(\/|$)/;

/**
 * What is wrong with the trust in a provider of web identities, as a finding tells it: no condition on its subject or its audience;
 * or, of a shared provider, none that fixes whose subjects are meant. The provider is told by its ARN, or, where that is unknown, by
 * the keys of the conditions.
 */
export function webIdentityFlaw(provider: string | undefined, demands: readonly Condition[]): string | undefined {
  const claims = demands.filter((condition) => demandsFixed(condition) && /:[\w-]+$/.test(condition.key));
  const own = claims.filter(({ key }) => !/^(aws|sts):/.test(key));
  const name = provider?.replace(/^.*:oidc-provider\//, "") ?? own[0]?.key.replace(/:[^:]*$/, "");
  if (own.length === 0) return `anyone whom ${name ?? "its provider of identities"} knows`;
  if (name === undefined || !shared.test(name)) return undefined;
  const subjects = own.filter(({ key }) => key.endsWith(":sub"));
  const fixed = subjects.some(({ values }) => values.every((value) => value === undefined || isFixedSubject(value)));
  return fixed ? undefined : `anyone whom ${name} knows, because no condition fixes ${name}:sub`;
}

/** Claims that anybody's repository has alike, so that a subject which begins with one is anybody's (Checkov, CKV_AWS_393). */
const anybodys = /^(workflow|environment|ref|context|head_ref|base_ref|event_name|actor):/;

/** A subject is fixed by its first claim: `repo:owner/*`, `project_path:group/*`, `system:serviceaccount:namespace:*`. */
function isFixedSubject(value: string): boolean {
  if (anybodys.test(value)) return false;
  const named = value.replace(/^system:serviceaccount:|^[\w-]+:/, "");
  // Of an owner's name nothing is wild: names that begin alike are anybody's.
  return /^repo(sitory)?:/.test(value) ? /^[^*?/]+\//.test(named) : /^[^*?]/.test(named);
}
