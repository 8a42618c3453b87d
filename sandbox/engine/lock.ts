import { setTimeout as sleep } from "node:timers/promises";
import { lock } from "proper-lockfile";

/** How long a holder may be silent before it counts as dead; it says that it lives every third of this. */
const SILENT_MS = 15_000;

/**
 * Runs `work` while no other process runs with the same lock, a folder that is made; others wait their turn, after `onWait`.
 * The lock of a process that was killed is free within 15 seconds. Nothing is asked of the system about other processes: a
 * lock is held for as long as its time stamp is fresh. One whose holder was stopped, or whose machine slept, may so go to
 * another process: what both do must not harm.
 */
export async function exclusively<T>(lockfilePath: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  const lost: Error[] = [];
  const onCompromised = (error: Error): void => void lost.push(error);
  const options = { lockfilePath, realpath: false, stale: SILENT_MS, update: SILENT_MS / 3, onCompromised };
  const release = await waitFor(() => lock(lockfilePath, options), onWait);
  try {
    return await work();
  } finally {
    if (lost.length === 0) await release();
  }
}

async function waitFor<T>(take: () => Promise<T>, onWait: () => void): Promise<T> {
  for (let waited = false; ; waited = true) {
    try {
      return await take();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    }
    if (!waited) onWait();
    await sleep(200);
  }
}
