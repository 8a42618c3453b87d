import { blocker, type Line, ok } from "./line.mjs";
import type { Known } from "./known";

export interface Identity {
  readonly account: string;
  readonly arn: string;
}

interface Facts {
  readonly identity: Known<Identity>;
  /** Of the stack file or the environment. */
  readonly profile: string | undefined;
  /** Whose account the stack file says that it is (`aws:allowedAccountIds`), and is not (`aws:forbiddenAccountIds`). */
  readonly allowed: readonly string[];
  readonly forbidden: readonly string[];
}

/** What Node and the SDK say where no answer comes. */
const unreachable = /\b(getaddrinfo|AbortError|TimeoutError|ECONN[A-Z]+|E[A-Z]+UNREACH|ETIMEDOUT)\b/;

/** Who asks, and whether the stack file lets them: all else of the account is asked in this name. */
export function identityLine({ identity, profile, allowed, forbidden }: Facts): Line {
  const what = "account";
  if (identity.unknown !== undefined) {
    if (unreachable.test(identity.unknown)) {
      return blocker(what, `cannot be reached: ${identity.unknown}`, "look at this machine's network");
    }
    const signIn = profile === undefined ? "aws configure sso" : `aws sso login --profile ${profile}`;
    return blocker(what, `cannot be asked: ${identity.unknown}`, signIn);
  }
  const { account, arn } = identity.known;
  const isOther = (allowed.length > 0 && !allowed.includes(account)) || forbidden.includes(account);
  if (!isOther) return ok(what, `${account}, as ${arn}`);
  const key = forbidden.includes(account) ? "forbiddenAccountIds" : "allowedAccountIds";
  return blocker(what, `${account}, which aws:${key} of the stack file excludes`, "sign in to the stack's account");
}
