import { setTimeout as delay } from "node:timers/promises";

/** Time as the workload sees it, in milliseconds; tests bring their own. */
export interface Clock {
  now(): number;
  /** Rejects when the signal aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
};

/** The work's result, or an error after `ms`; the work itself goes on, and what becomes of it is ignored. */
export async function within<T>(ms: number, clock: Clock, work: () => Promise<T>): Promise<T> {
  const finished = new AbortController();
  const deadline = clock.sleep(ms, finished.signal).then((): never => {
    throw new Error(`no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([work(), deadline]);
  } finally {
    finished.abort();
  }
}
