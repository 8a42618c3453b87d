import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Runs `work` while no other process of this machine runs with the same lock file; others wait their turn. The lock of
 * a process that has died does not count.
 */
export async function exclusively<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  while (!take(lockFile)) await sleep(200);
  try {
    return await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/** Whether a process with this id runs on this machine, ours or another user's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
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
    return pid > 0 && !isAlive(pid);
  } catch {
    return false; // gone meanwhile: try again
  }
}
