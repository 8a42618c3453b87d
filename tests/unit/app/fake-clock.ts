import type { Clock } from "../../../app/data/clock";

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  private time = 1_000_000;
  private readonly sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.time + ms, wake: resolve };
      this.sleepers.add(sleeper);
      signal?.addEventListener("abort", () => {
        this.sleepers.delete(sleeper);
        reject(new Error("aborted"));
      });
    });
  }

  /** Lets time pass, wakes who sleeps meanwhile in the order of time, and lets each run until it waits again. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (let next = this.nextBefore(end); next; next = this.nextBefore(end)) {
      this.sleepers.delete(next);
      this.time = next.at;
      next.wake();
      await settled();
    }
    this.time = end;
  }

  /** How many are asleep: a test's way to see that no timer is left behind. */
  get asleep(): number {
    return this.sleepers.size;
  }

  private nextBefore(end: number) {
    return [...this.sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Resolves when nothing is left to do but to wait. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
