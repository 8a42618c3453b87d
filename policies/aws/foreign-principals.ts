import { accountOfArn, accountOfPrincipal } from "./accounts";
import { demandsFixed, isForEveryone, isNarrowed, matches, type Statement } from "./policy-document";

/** What S3.6 names, and what else changes who may do what in a bucket, what it keeps, and where its data goes. */
const changing: readonly string[] = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:PutBucketLogging",
  "s3:PutBucketNotification",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketVersioning",
  "s3:PutBucketWebsite",
  "s3:PutLifecycleConfiguration",
  "s3:PutObjectVersionAcl",
  "s3:PutReplicationConfiguration",
];

/** What of that a statement allows; unknown actions count for none. */
export function changesIn({ effect, actions, notActions }: Statement): readonly string[] {
  if (effect !== "Allow") return [];
  const covers = (list: readonly (string | undefined)[], action: string) =>
    list.some((pattern) => pattern !== undefined && matches(pattern, action));
  return changing.filter((action) => (notActions ? !covers(notActions, action) : covers(actions, action)));
}

/** Keys that bind everybody to accounts. */
const accountKeys = new Set(["aws:principalaccount", "aws:sourceaccount", "aws:principalarn"]);

/** Keys that bind everybody to an organization, which has other accounts. */
const organizationKeys = new Set(["aws:principalorgid", "aws:principalorgpaths"]);

/** "everybody", "an organization", or an account; those that only the update knows are left out. */
export function strangersIn(statement: Statement): readonly string[] {
  const { principals, conditions } = statement;
  const named = principals.flatMap((principal) => (principal ? (accountOfPrincipal(principal) ?? []) : []));
  if (!isForEveryone(statement)) return named;
  if (!isNarrowed(statement)) return ["everybody"];
  const fixed = conditions.filter(demandsFixed);
  const bound = fixed.filter(({ key }) => accountKeys.has(key)).flatMap(({ values }) => values);
  if (bound.length > 0) {
    return bound.flatMap((value) =>
      value === undefined ? [] : (accountOfArn(value) ?? (/^\d{12}$/.test(value) ? value : [])),
    );
  }
  return fixed.some(({ key }) => organizationKeys.has(key)) ? ["an organization"] : [];
}
