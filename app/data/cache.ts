/** A cache of texts that several processes share. Every method rejects when the cache does not answer as it should. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, lifetimeMs: number): Promise<void>;
  /** Takes a lock that ends by itself; false if somebody has it. */
  claim(key: string, lifetimeMs: number): Promise<boolean>;
  /** Gives the connection up; the next call makes a new one. */
  disconnect(): void;
}

/** The cache is away; whoever reads through it goes to the source. */
export class CacheAway extends Error {
  override name = "CacheAway";
}
