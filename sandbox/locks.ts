import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Checkout } from "./checkout";
import { mayRun } from "./engine/process";

/** A stack of this checkout that a process has locked. */
export interface Lock {
  readonly stack: string;
  readonly pid: number;
}

/**
 * Removes the locks of processes of this machine that have died, which would stop every later command, and gives them.
 * Locks of living processes and of other machines stay.
 */
export function removeStaleLocks(checkout: Checkout): Lock[] {
  const stale = locksOf(checkout).filter(({ host, pid }) => host === hostname() && !isPulumi(pid));
  for (const { file } of stale) for (const path of [file, `${file}.attrs`]) rmSync(path, { force: true });
  return stale;
}

/** The locks that are held now. */
export function heldLocks(checkout: Checkout): Lock[] {
  return locksOf(checkout).filter(({ host, pid }) => host !== hostname() || isPulumi(pid));
}

/** Pulumi's file backend: `.pulumi/locks/organization/<project>/<stack>/<id>.json`. */
function locksOf(checkout: Checkout): (Lock & { readonly file: string; readonly host: string })[] {
  const folder = join(checkout.state, ".pulumi", "locks", "organization", checkout.project);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const { pid, hostname: host } = JSON.parse(readFileSync(file, "utf8")) as { pid: number; hostname: string };
      return { file, pid, host, stack: entry.parentPath.slice(folder.length + 1) };
    });
}

/** Whether the process with this id may be a Pulumi: after a restart of the machine it may be any other. */
function isPulumi(pid: number): boolean {
  return mayRun("pulumi", pid);
}
