import { type Cache, CacheAway } from "./cache";
import type { Clock } from "./clock";
import type { Log } from "./log";

/** How long a value is served without a look at the source, in milliseconds, give or take `jitter`. */
const freshMs = 30_000;
/** So that values written together do not expire together. */
const jitter = 0.1;
/** How long a value stays after that, for those who come while one of them fetches the next. */
const staleMs = 60_000;
/** Above the time that a load may take; the lock is left to expire, so that nobody ever frees another's. */
const lockMs = 8_000;
/** How long to wait for another process's load where there is no value at all, before loading oneself. */
const waitMs = 500;
const pollMs = 50;

export interface ReadThroughOptions {
  readonly cache: Cache;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to below 1; Math.random unless stated. */
  readonly random?: () => number;
}

interface Entry<T> {
  readonly value: T;
  /** By the wall clock, in milliseconds. */
  readonly freshUntil: number;
}

/**
 * Reads values through a cache.
 *
 * - A fresh value comes from the cache. Of those who find it stale or missing, one process loads and writes the next; the
 *   others serve the stale value, or wait `waitMs` for it and then load themselves.
 * - Within a process, readers of a key share one reading.
 * - Without the cache every reading loads. Nothing that the cache does fails a reading; only `load` does.
 */
export class ReadThrough<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  private readonly cache: Cache;
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly random: () => number;

  constructor({ cache, clock, log, random = Math.random }: ReadThroughOptions) {
    this.cache = cache;
    this.clock = clock;
    this.log = log;
    this.random = random;
  }

  read(key: string, load: () => Promise<T>): Promise<T> {
    const shared = this.underWay.get(key);
    if (shared) return shared;
    const reading = this.readAlone(key, load).finally(() => this.underWay.delete(key));
    this.underWay.set(key, reading);
    return reading;
  }

  private async readAlone(key: string, load: () => Promise<T>): Promise<T> {
    const entry = await unlessAway(this.servable(key));
    if (entry) return entry.value;
    const value = await load();
    await unlessAway(this.write(key, value));
    return value;
  }

  /** What can be served without loading; undefined if it is this reading's turn to load. */
  private async servable(key: string): Promise<Entry<T> | undefined> {
    const entry = await this.lookUp(key);
    if (entry && this.clock.now() < entry.freshUntil) return entry;
    if (await this.cache.claim(`${key}:lock`, lockMs)) return undefined;
    return entry ?? this.waitForOther(key);
  }

  private async waitForOther(key: string): Promise<Entry<T> | undefined> {
    const until = this.clock.now() + waitMs;
    while (this.clock.now() < until) {
      await this.clock.sleep(pollMs);
      const entry = await this.lookUp(key);
      if (entry) return entry;
    }
    return undefined;
  }

  private async lookUp(key: string): Promise<Entry<T> | undefined> {
    const text = await this.cache.get(key);
    if (text === undefined) return undefined;
    const entry = entryFrom<T>(text);
    if (!entry) this.log("warn", "cache_entry_unreadable", { key });
    return entry;
  }

  private write(key: string, value: T): Promise<void> {
    const freshFor = freshMs * (1 + jitter * (2 * this.random() - 1));
    const entry: Entry<T> = { value, freshUntil: this.clock.now() + freshFor };
    return this.cache.set(key, JSON.stringify(entry), Math.round(freshFor + staleMs));
  }
}

/** Undefined where the cache is away, which it has logged itself. */
async function unlessAway<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CacheAway) return undefined;
    throw error;
  }
}

/** Undefined for what no `write` made. The value's own shape is trusted: its key names the shape's version. */
function entryFrom<T>(text: string): Entry<T> | undefined {
  try {
    const entry: unknown = JSON.parse(text);
    const whole = typeof entry === "object" && entry !== null && "value" in entry && "freshUntil" in entry;
    return whole && typeof entry.freshUntil === "number" ? (entry as Entry<T>) : undefined;
  } catch {
    return undefined;
  }
}
