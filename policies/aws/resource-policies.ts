import type { Report } from "../frame/report";
import { forTypes } from "../frame/types";
import { accountOfPrincipal } from "./accounts";
import { hasUnknownStatements, isForEveryone, isNarrowed, type Statement, statementsOf } from "./policy-document";

/**
 * Whether a statement of a resource's policy lets in whoever asks, from whatever account, without a condition that keeps
 * strangers out. What a preview does not know is taken for fixed.
 */
export const isOpen = (statement: Statement): boolean =>
  statement.effect === "Allow" && isForEveryone(statement) && !isNarrowed(statement);

/** The accounts that the statements let in without such a condition, each once. Services and canonical users are of none. */
export function accountsIn(statements: readonly Statement[]): readonly string[] {
  const unconditional = statements.filter(
    (statement) => statement.effect === "Allow" && !statement.excludesPrincipals && !isNarrowed(statement),
  );
  const accounts = unconditional.flatMap(({ principals }) =>
    principals.map((principal) => (principal?.startsWith("AWS:") ? accountOfPrincipal(principal) : undefined)),
  );
  return [...new Set(accounts.filter((account) => account !== undefined))];
}

interface Inputs {
  readonly policy?: unknown;
}

/** Judges the policies of resources, and resources that are nothing but a policy, alike: none lets everyone in. */
export const onOpenPolicies = (types: readonly string[]) =>
  forTypes(types, ({ policy }: Inputs, { violation, undecided }: Report) => {
    if (policy === undefined || policy === "") return;
    if (statementsOf(policy).some(isOpen)) violation("its policy lets everyone in");
    else if (hasUnknownStatements(policy)) undecided("all that its policy allows");
  });
