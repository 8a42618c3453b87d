import { policyOf } from "../../infra/identity/documents";
import type { Statement } from "./statement";

/** Characters that a managed policy may have, white space not counted, and how many of them a role (IAM User Guide, "IAM and AWS STS quotas"). */
export const quotas = { characters: 6_144, policies: 10 } as const;

/**
 * Statements in as few managed policies as hold them, in their order. None is split.
 *
 * @throws Error where a statement is too long for any policy, or a role cannot have that many.
 */
export function packed(statements: readonly Statement[]): Statement[][] {
  const policies: Statement[][] = [];
  for (const statement of statements) {
    const last = policies.at(-1);
    if (last && sizeOf([...last, statement]) <= quotas.characters) last.push(statement);
    else policies.push([statement]);
  }
  const tooLong = policies.find((policy) => sizeOf(policy) > quotas.characters);
  if (tooLong)
    throw new Error(`a statement has ${sizeOf(tooLong)} characters: split it, a policy takes ${quotas.characters}`);
  if (policies.length > quotas.policies)
    throw new Error(`a role takes ${quotas.policies} policies, not ${policies.length}`);
  return policies;
}

export const sizeOf = (statements: readonly Statement[]): number =>
  JSON.stringify(policyOf([...statements])).replace(/\s/g, "").length;
