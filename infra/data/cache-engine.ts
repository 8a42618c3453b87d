import type { ServerlessSettings } from "../settings";

export type CacheEngine = ServerlessSettings["engine"];

/** The engines' default ports. */
export const cachePorts: Readonly<Record<CacheEngine, number>> = { valkey: 6379, redis: 6379, memcached: 11211 };

/** Where a serverless cache reads from replicas (ElastiCache User Guide, "Connecting to serverless caches"). */
export function readerPort(engine: CacheEngine): number {
  return cachePorts[engine] + 1;
}

/** The parameter group family of an engine version, such as `valkey8`, `redis7` or `memcached1.6`. */
export function cacheFamily(engine: CacheEngine, engineVersion: string): string {
  const parts = engineVersion.split(".");
  return engine + parts.slice(0, engine === "memcached" ? 2 : 1).join(".");
}

/**
 * The parameters of a replication group: what the stack file states, and cluster mode, which follows from the shards.
 *
 * Off is never stated: it is the default, and ElastiCache does not report parameters that equal it.
 */
export function replicationParameters(
  stated: Readonly<Record<string, string>>,
  shards: number,
): { name: string; value: string }[] {
  const others = nameAndValue(stated).filter(({ name }) => name !== "cluster-enabled");
  return shards > 1 ? [...others, { name: "cluster-enabled", value: "yes" }] : others;
}

export function nameAndValue(parameters: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(parameters).map(([name, value]) => ({ name, value }));
}
