import { accountOfPrincipal } from "./accounts";
import { webIdentityFlaw } from "./federation";
import { type Condition, demandsFixed, isForEveryone, matches, type Statement } from "./policy-document";

/** What a role's trust policy says of one principal that may take the role. */
export interface Trust {
  /** Something that must not be, as a finding tells it. */
  readonly flaw?: string;
  /** An account that is let in without a condition: right where it is the role's own, or one that is trusted. */
  readonly account?: string;
  /** What only the update, or whoever made it, knows. */
  readonly open?: string;
}

const taking = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"];

/**
 * Who may take a role by the statements of its trust policy.
 *
 * - Everyone: nobody who is not named by account, organization or ARN in a condition. An external id is no secret.
 * - Another account: with an external id, which keeps a third party from being used as a deputy (IAM User Guide, "Access to AWS
 *   accounts owned by third parties"), or where the account has to be of one's own organization, or a person with a second factor.
 * - A provider of identities: those of its users that a condition names, see {@link webIdentityFlaw}; for SAML, by whom the assertion
 *   is for (`SAML:aud`).
 * - A service: see `iam-role-source`.
 *
 * What a statement denies to all but those whom a condition names counts like that condition.
 */
export function trustsIn(statements: readonly Statement[]): readonly Trust[] {
  const denied = statements.filter(({ effect }) => effect === "Deny").flatMap(asDemands);
  return statements
    .filter((statement) => statement.effect === "Allow" && taking.some((action) => covers(statement, action)))
    .flatMap((statement) => {
      const demands = [...statement.conditions, ...denied];
      if (isForEveryone(statement)) return everyoneOf(statement, demands);
      return statement.principals.map((principal) => trustOf(principal, statement, demands));
    });
}

function trustOf(principal: string | undefined, statement: Statement, demands: readonly Condition[]): Trust {
  if (isFederated(principal, statement)) {
    const flaw = statement.hasUnknownConditions ? undefined : federatedFlaw(principal, statement, demands);
    if (flaw !== undefined) return { flaw };
    return statement.hasUnknownConditions ? { open: "the conditions for its provider of identities" } : {};
  }
  if (principal?.startsWith("Service:") && principal.includes("*")) return { flaw: "services of any name" };
  if (principal?.startsWith("Service:") || isFixed(statement, demands, strangersKeys)) return {};
  if (principal === undefined) return { open: "who may take it" };
  const account = accountOfPrincipal(principal);
  return account === undefined ? { open: `whose ${principal.replace("AWS:", "")} is` } : { account };
}

/** Whom a statement for everyone means by its conditions: those of an organization, or of accounts, as if it named those. */
function everyoneOf(statement: Statement, demands: readonly Condition[]): readonly Trust[] {
  if (isFixed(statement, demands, ["aws:principalorgid", "aws:principalorgpaths", "aws:userid"])) return [];
  const named = demands.find(
    (condition) => /^aws:principal(account|arn)$/.test(condition.key) && demandsFixed(condition),
  );
  if (named === undefined) return [{ flaw: "everyone" }];
  return isFixed(statement, demands, strangersKeys) ? [] : named.values.map(ofAccount);
}

function ofAccount(value: string | undefined): Trust {
  const account = value === undefined ? undefined : accountOfPrincipal(value);
  return account === undefined ? { open: "of which account everyone is" } : { account };
}

/** By which conditions another account may be let in. */
const strangersKeys = ["sts:externalid", "aws:principalorgid", "aws:principalorgpaths"];

const isFixed = (
  { hasUnknownConditions }: Statement,
  demands: readonly Condition[],
  keys: readonly string[],
): boolean =>
  hasUnknownConditions ||
  demands.some((condition) => keys.includes(condition.key) && demandsFixed(condition)) ||
  (keys === strangersKeys && demands.some(isSecondFactor));

const isSecondFactor = ({ operator, holdsWithoutKey, key, values }: Condition): boolean =>
  operator === "bool" && !holdsWithoutKey && key === "aws:multifactorauthpresent" && values.join() === "true";

/** The ARN of a provider may be unknown: then its kind is told by what the statement allows. */
const isFederated = (principal: string | undefined, statement: Statement): boolean =>
  principal?.startsWith("Federated:") ??
  (statement.actions.every((action) => action !== undefined && /^sts:AssumeRoleWith/i.test(action)) &&
    statement.actions.length > 0);

function federatedFlaw(
  principal: string | undefined,
  statement: Statement,
  demands: readonly Condition[],
): string | undefined {
  const provider = principal?.replace("Federated:", "");
  const isSaml =
    provider === undefined ? !covers(statement, "sts:AssumeRoleWithWebIdentity") : /:saml-provider\//.test(provider);
  if (!isSaml) return webIdentityFlaw(provider, demands);
  const hasAudience = demands.some((condition) => condition.key === "saml:aud" && demandsFixed(condition));
  return hasAudience ? undefined : "assertions of SAML for anyone, without SAML:aud";
}

const covers = ({ actions, notActions }: Statement, action: string): boolean =>
  notActions === undefined
    ? actions.some((pattern) => pattern === undefined || matches(pattern, action))
    : !notActions.some((pattern) => pattern !== undefined && matches(pattern, action));

/** A denial of all to whom a condition does not name, as the demand that it names them. */
function asDemands(statement: Statement): readonly Condition[] {
  const [condition, ...more] = statement.conditions;
  if (condition === undefined || more.length > 0 || statement.hasUnknownConditions) return [];
  if (!isForEveryone({ ...statement, effect: "Allow" }) || !covers(statement, "sts:AssumeRole")) return [];
  const operator = /^(string|arn)not/.test(condition.operator) ? condition.operator.replace("not", "") : "";
  return [{ ...condition, operator, holdsWithoutKey: false }];
}
