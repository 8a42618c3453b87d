import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { programOf } from "./process";

/**
 * Runs `work` while no other process of this machine runs with the same lock file; others wait their turn, after
 * `onWait`. The lock of a process that has died does not count.
 */
export async function exclusively<T>(lockFile: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  for (let waited = false; !take(lockFile); waited = true) {
    if (!waited) onWait();
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

function take(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    if (isStale(lockFile)) rmSync(lockFile, { force: true });
    return false;
  }
}

function isStale(lockFile: string): boolean {
  try {
    const pid = Number(readFileSync(lockFile, "utf8"));
    // An empty file belongs to a process between creating and writing it.
    return pid > 0 && programOf(pid) === undefined;
  } catch {
    return false; // gone meanwhile: try again
  }
}
