import { type Cache, CacheAway } from "./cache";
import { type Clock, within } from "./clock";
import { type Log, reasonOf } from "./log";

/** The longest that a request waits for the cache, connecting included. */
const timeoutMs = 1_000;
/** How long a cache that failed is left alone. Then one call tries it, and the others do not wait for that. */
const retryMs = 2_000;

/**
 * A cache whose absence is cheap: each call fails with `CacheAway` after `timeoutMs` at most, and at once for `retryMs`
 * after a failure.
 *
 * An outage is logged when it begins and when it ends, and not between.
 */
export class GuardedCache implements Cache {
  private outage: { readonly since: number; retryAt: number } | undefined;

  constructor(
    private readonly cache: Cache,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  get(key: string): Promise<string | undefined> {
    return this.guard(() => this.cache.get(key));
  }

  set(key: string, value: string, lifetimeMs: number): Promise<void> {
    return this.guard(() => this.cache.set(key, value, lifetimeMs));
  }

  claim(key: string, lifetimeMs: number): Promise<boolean> {
    return this.guard(() => this.cache.claim(key, lifetimeMs));
  }

  disconnect(): void {
    this.cache.disconnect();
  }

  private async guard<T>(call: () => Promise<T>): Promise<T> {
    if (this.outage) {
      if (this.clock.now() < this.outage.retryAt) throw new CacheAway("the cache failed a moment ago");
      this.outage.retryAt = this.clock.now() + retryMs;
    }
    try {
      const result = await within(timeoutMs, this.clock, call);
      this.endOutage();
      return result;
    } catch (error) {
      this.beginOutage(reasonOf(error));
      throw new CacheAway(reasonOf(error), { cause: error });
    }
  }

  private beginOutage(reason: string): void {
    // What is left of the connection may hang for good.
    this.cache.disconnect();
    const now = this.clock.now();
    if (!this.outage) this.log("warn", "cache_away", { reason });
    this.outage = { since: this.outage?.since ?? now, retryAt: now + retryMs };
  }

  private endOutage(): void {
    if (!this.outage) return;
    this.log("info", "cache_back", { awayMs: this.clock.now() - this.outage.since });
    this.outage = undefined;
  }
}
