import { z } from "zod";
import { described, dailyWindow, logRetention, weeklyWindow, whole } from "./common";
import { longEnough, overlap } from "./windows";

const nodeType = described(
  z.string().regex(/^cache\.[a-z0-9-]+\.[a-z0-9]+$/, "an ElastiCache node type, cache.<family>.<size>"),
  "Node type of every node.",
  "cache.t4g.small",
);
const maintenanceWindow = described(
  weeklyWindow.refine((window) => longEnough(window, 60), "a window of at least 60 minutes"),
  "Weekly maintenance window, UTC.",
  "sun:05:00-sun:06:00",
);
const parameters = described(z.record(z.string(), z.string()), "More parameters of the engine's parameter group.", {
  "maxmemory-policy": "allkeys-lru",
});
const snapshots = z.strictObject({
  retentionDays: described(whole(1, 35), "Days that automatic snapshots are kept (ElastiCache.1).", 7),
  window: described(
    dailyWindow.refine((window) => longEnough(window, 60), "a window of at least 60 minutes"),
    "Daily snapshot window, UTC.",
    "03:00-04:00",
  ),
});
const enabled = described(z.boolean(), "Whether the stack has a cache.", true);
const deletionProtection = described(
  z.boolean(),
  "Pulumi's `protect`: refuse deletion until it is turned off and deployed. ElastiCache has no protection of its own.",
  true,
);
const finalSnapshot = described(z.boolean(), "Keep a snapshot when the cache is deleted.", true);

const replicationGroup = z
  .strictObject({
    kind: z.literal("replication-group"),
    enabled,
    engine: described(z.enum(["valkey", "redis"]), "Valkey, or Redis OSS.", "valkey"),
    engineVersion: described(z.string().regex(/^\d+\.\d+$/, "a version <major>.<minor>"), "Engine version.", "8.0"),
    nodeType,
    shards: described(whole(1, 500), "Shards; more than one turns cluster mode on.", 1),
    replicas: described(whole(1, 5), "Replicas of each shard, in other zones than its primary (ElastiCache.3).", 1),
    parameters,
    snapshots,
    maintenanceWindow,
    applyImmediately: described(z.boolean(), "Apply changes at once instead of in the maintenance window.", false),
    autoMinorVersionUpgrade: described(z.boolean(), "Take minor versions by itself (ElastiCache.2).", true),
    logRetentionDays: logRetention,
    deletionProtection,
    finalSnapshot,
  })
  .refine((cache) => !overlap(cache.maintenanceWindow, cache.snapshots.window), {
    path: ["maintenanceWindow"],
    error: "a window apart from snapshots.window",
  })
  .refine((cache) => (cache.engine === "valkey" ? /^(7\.2|[89]\.\d+)$/ : /^7\.[01]$/).test(cache.engineVersion), {
    path: ["engineVersion"],
    error: 'a version with IAM authentication: "7.2" or newer for valkey, "7.0" or "7.1" for redis',
  });

const memcached = z.strictObject({
  kind: z.literal("memcached"),
  enabled,
  engineVersion: described(
    z.string().regex(/^1\.6\.(1[2-9]|[2-9]\d)$/, "a version from 1.6.12 on, the first with TLS"),
    "Engine version.",
    "1.6.22",
  ),
  nodeType,
  nodes: described(whole(2, 40), "Nodes, spread over the zones.", 2),
  parameters,
  maintenanceWindow,
  applyImmediately: described(z.boolean(), "Apply changes at once instead of in the maintenance window.", false),
  deletionProtection,
});

const serverless = z.strictObject({
  kind: z.literal("serverless"),
  enabled,
  engine: described(z.enum(["valkey", "redis", "memcached"]), "Engine.", "valkey"),
  majorEngineVersion: described(z.string().regex(/^\d+(\.\d+)?$/, "a major version"), "Major version.", "8"),
  maxDataStorageGib: described(whole(1, 5000), "Most data that it may hold, in GiB: the bound on the bill.", 5),
  maxEcpuPerSecond: described(whole(1000, 15_000_000), "Most ElastiCache processing units a second.", 5000),
  snapshots,
  deletionProtection,
});

export const cacheSettings = z.discriminatedUnion("kind", [replicationGroup, memcached, serverless]);

export type CacheSettings = z.output<typeof cacheSettings>;
export type CacheKind = CacheSettings["kind"];
export type ReplicationGroupSettings = z.output<typeof replicationGroup>;
export type MemcachedSettings = z.output<typeof memcached>;
export type ServerlessSettings = z.output<typeof serverless>;
