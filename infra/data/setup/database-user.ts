import { createHash } from "node:crypto";

/** What uses the database, as releases call it. */
export type Workload = "instances" | `functions/${string}`;

/** The longest that MySQL takes (MySQL Reference Manual, "Account User Names and Passwords"); PostgreSQL takes 63. */
const longest = 32;
const hashLength = 8;

/**
 * The database user of a workload: `instances`, or `function_<name>` with `_` for `-`. What is too long ends with a hash of the whole.
 *
 * Two workloads never have the same: names of functions have no `_` (`compute.functions`).
 */
export function databaseUser(workload: Workload): string {
  const user = workload.replace(/^functions\//, "function_").replaceAll("-", "_");
  if (user.length <= longest) return user;
  const hash = createHash("sha256").update(user).digest("hex").slice(0, hashLength);
  return `${user.slice(0, longest - hashLength - 1)}_${hash}`;
}
