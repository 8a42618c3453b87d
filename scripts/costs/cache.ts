import type { ServerlessSettings, Settings } from "../../infra/settings";
import { hoursAMonth, kept, logs, running, type Use } from "./use";

/** The cache of the kind that the settings name. */
export function cacheUses({ cache }: Settings): Use[] {
  switch (cache?.kind) {
    case undefined:
      return [];
    case "replication-group":
      return [
        nodes(cache.shards * (1 + cache.replicas), cache.engine, cache.nodeType),
        kept(1, "Encryption key", "kms.key"),
        snapshots,
        ...logs("Slow and engine logs"),
      ];
    case "memcached":
      return [nodes(cache.nodes, "memcached", cache.nodeType)];
    case "serverless":
      return [...serverless(cache.engine), kept(1, "Encryption key", "kms.key"), snapshots];
  }
}

const nodes = (count: number, engine: string, nodeType: string): Use =>
  running(count, `${nodeType} node`, `elasticache.${engine}.${nodeType}`);

const snapshots: Use = { item: "Snapshots", price: "elasticache.backup", unit: "GB-month" };

/** The least that ElastiCache charges for, in GB (ElastiCache pricing, "Minimum metered data storage"). */
const leastData = { valkey: 0.1, redis: 1, memcached: 1 } as const;

function serverless(engine: ServerlessSettings["engine"]): Use[] {
  const data = { price: `elasticache.serverless.${engine}.data`, unit: "GB-hour" } as const;
  const least = leastData[engine];
  return [
    { item: `${least} GB of data, the least that is charged`, ...data, quantity: least * hoursAMonth },
    { item: `Data beyond ${least} GB`, ...data },
    { item: "Requests", price: `elasticache.serverless.${engine}.requests`, unit: "million ECPU" },
  ];
}
