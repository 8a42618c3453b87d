import type { PolicyResource } from "@pulumi/policy";

import type { Stack } from "../frame/stack";
import { ifKnown } from "../frame/unknown";
import { isOfAws } from "./policy-holders";

/** The account that an ARN names; undefined where it names none, or AWS's own. */
export function accountOfArn(arn: string): string | undefined {
  const [prefix, , , , account = ""] = arn.split(":");
  return prefix === "arn" && /^\d{12}$/.test(account) ? account : undefined;
}

/** The account of a principal as statements have it: `AWS:123456789012`, `AWS:arn:aws:iam::123456789012:root`. */
export function accountOfPrincipal(principal: string): string | undefined {
  const id = principal.replace(/^AWS:/, "");
  return /^\d{12}$/.test(id) ? id : accountOfArn(id);
}

/**
 * The account that a resource lies in: by its own ARN, else by those of the rest of the stack, or by the accounts that the
 * providers are allowed, where all are one. Undefined where nothing tells, as in the preview that creates a stack.
 */
export function ownAccount(stack: Stack, resource: PolicyResource): string | undefined {
  const own = accountOf(resource);
  if (own !== undefined) return own;
  const all = new Set(stack.all().flatMap((each) => [...allowedAccounts(each), accountOf(each) ?? []].flat()));
  return all.size === 1 ? [...all][0] : undefined;
}

function accountOf({ type, props }: PolicyResource): string | undefined {
  const arn = isOfAws(type) ? ifKnown<unknown>(() => props["arn"]) : undefined;
  return typeof arn === "string" ? accountOfArn(arn) : undefined;
}

/** The engine hands over a provider's lists as JSON. */
function allowedAccounts({ type, props }: PolicyResource): readonly string[] {
  if (type !== "pulumi:providers:aws") return [];
  const stated = ifKnown<unknown>(() => props["allowedAccountIds"]);
  const accounts: unknown = typeof stated === "string" && stated.startsWith("[") ? JSON.parse(stated) : stated;
  return Array.isArray(accounts) ? accounts.filter((account) => typeof account === "string") : [];
}
