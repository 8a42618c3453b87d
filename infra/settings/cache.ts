import { z } from "zod";
import { groupRestore, serverlessRestore } from "./cache-restore";
import {
  described,
  dailyWindow,
  logRetention,
  parameters as anyParameters,
  report,
  weeklyWindow,
  whole,
} from "./common";
import { cacheVersionProblem, cacheVersions, classes, classProblem, anyVersion } from "./offers";
import { longEnough, overlap } from "./windows";

/** Of another family than r6gd for Memcached, which lacks it. */
const nodeType = (types: readonly string[], more?: { readonly replaces: string }) =>
  described(
    z
      .string()
      .regex(/^cache\.[a-z0-9-]+\.[a-z0-9]+$/, "an ElastiCache node type, cache.<family>.<size>")
      .superRefine((type, context) => report(context, classProblem("cache", type)))
      .meta({ enum: types }),
    "Node type of every node.",
    "cache.t4g.small",
    more,
  );
const isTiered = (type: string) => type.startsWith("cache.r6gd.");
const maintenanceWindow = described(
  weeklyWindow.refine((window) => longEnough(window, 60), "a window of at least 60 minutes"),
  "Weekly maintenance window, UTC.",
  "sun:05:00-sun:06:00",
);
const parameters = described(anyParameters, "More parameters of the engine's parameter group.", {
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
/** What does not change in place. */
const cache = "the cache by an empty one, with another address";
const older = { replaces: `${cache}, where the major version is an older one` };

const enabled = described(z.boolean(), "Whether the stack has a cache.", true);
const deletionProtection = described(
  z.boolean(),
  "Pulumi's `protect`: refuse deletion until it is turned off and deployed. ElastiCache has no protection of its own.",
  true,
);
const finalSnapshot = described(z.boolean(), "Keep a snapshot when the cache is deleted.", true);

const replicationGroup = z
  .strictObject({
    kind: described(
      z.literal("replication-group"),
      "Valkey or Redis OSS on nodes of its own, each shard with replicas in other zones.",
      "replication-group",
      { replaces: cache },
    ),
    enabled,
    engine: described(z.enum(["valkey", "redis"]), "Valkey, or Redis OSS, which becomes Valkey in place.", "valkey", {
      replaces: `${cache}, from Valkey to Redis OSS`,
    }),
    engineVersion: described(
      z.string().meta(anyVersion),
      "Engine version, such as 8.0 of Valkey or 7.1 of Redis OSS. A new major version needs `applyImmediately`, because until it is applied ElastiCache keeps the old parameter group, and `up` cannot delete it. A newer minor version that runs already stays.",
      "8.0",
      older,
    ),
    nodeType: nodeType(classes("cache")),
    shards: described(whole(1, 500), "Shards; more than one turns cluster mode on.", 1, {
      replaces: "the cache by an empty one, from one shard to several or back",
    }),
    replicas: described(whole(1, 5), "Replicas of each shard, in other zones than its primary (ElastiCache.3).", 1),
    parameters,
    snapshots,
    restore: groupRestore,
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
  .superRefine(({ parameters: stated }, context) =>
    report(context, "cluster-enabled" in stated ? "nothing, because it follows from shards" : undefined, [
      "parameters",
      "cluster-enabled",
    ]),
  )
  .superRefine(({ engine, engineVersion }, context) =>
    // IAM authentication begins with these (ElastiCache User Guide, "Authenticating with IAM").
    report(context, cacheVersionProblem("versions", engine, engineVersion, "7.0"), ["engineVersion"]),
  );

/** Of Memcached (ElastiCache User Guide, "ElastiCache in-transit encryption"). */
const firstWithTls = "1.6.12";

const memcached = z
  .strictObject({
    kind: described(
      z.literal("memcached"),
      "Memcached on nodes of its own, spread over the zones; what a node holds goes with it.",
      "memcached",
      { replaces: cache },
    ),
    enabled,
    engineVersion: described(
      z
        .string()
        .superRefine((version, context) =>
          report(context, cacheVersionProblem("versions", "memcached", version, firstWithTls)),
        )
        .meta({ enum: cacheVersions("versions", "memcached", firstWithTls) }),
      "Engine version.",
      "1.6.22",
      older,
    ),
    nodeType: nodeType(
      classes("cache").filter((type) => !isTiered(type)),
      { replaces: cache },
    ),
    nodes: described(whole(2, 40), "Nodes, spread over the zones.", 2),
    parameters,
    maintenanceWindow,
    applyImmediately: described(z.boolean(), "Apply changes at once instead of in the maintenance window.", false),
    deletionProtection,
  })
  .superRefine(({ nodeType: type }, context) =>
    report(context, isTiered(type) ? "of another family than r6gd, which Memcached lacks" : undefined, ["nodeType"]),
  );

const serverless = z
  .strictObject({
    kind: described(
      z.literal("serverless"),
      "No nodes to choose: paid by what it holds and by what it does.",
      "serverless",
      { replaces: cache },
    ),
    enabled,
    engine: described(z.enum(["valkey", "redis", "memcached"]), "Engine.", "valkey", { replaces: cache }),
    majorEngineVersion: described(
      z.string().meta(anyVersion),
      "Major version, such as 8 of Valkey, 7 of Redis OSS or 1.6 of Memcached.",
      "8",
      { replaces: cache },
    ),
    maxDataStorageGib: described(whole(1, 5000), "Most data that it may hold, in GiB: the bound on the bill.", 5),
    maxEcpuPerSecond: described(whole(1000, 15_000_000), "Most ElastiCache processing units a second.", 5000),
    snapshots,
    restore: serverlessRestore,
    deletionProtection,
  })
  .superRefine(({ engine, majorEngineVersion, restore }, context) => {
    report(context, cacheVersionProblem("serverless", engine, majorEngineVersion), ["majorEngineVersion"]);
    const unread = engine === "memcached" && restore !== undefined;
    report(context, unread ? "nothing, because no snapshot is read into Memcached" : undefined, ["restore"]);
  });

export const cacheSettings = z
  .discriminatedUnion("kind", [replicationGroup, memcached, serverless])
  .meta({ description: "The cache, on ElastiCache: of one of three kinds, in the isolated subnets." });

export type CacheSettings = z.output<typeof cacheSettings>;
export type CacheKind = CacheSettings["kind"];
export type ReplicationGroupSettings = z.output<typeof replicationGroup>;
export type MemcachedSettings = z.output<typeof memcached>;
export type ServerlessSettings = z.output<typeof serverless>;
