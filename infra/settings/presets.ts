import type { z } from "zod";
import type { CacheKind, cacheSettings } from "./cache";
import { type ComputePreset, devCompute, prodCompute } from "./compute-presets";
import type { DatabaseEngine, databaseSettings } from "./database";
import { devEdge, type EdgePreset, prodEdge } from "./edge-presets";
import { Variants } from "./merge";
import type { networkSettings } from "./network";

export const environments = ["dev", "prod"] as const;
export type Environment = (typeof environments)[number];

/** Every setting of a stack that its stack file does not state. */
export interface Preset {
  readonly network: z.input<typeof networkSettings>;
  readonly database: Variants<Readonly<Record<DatabaseEngine, z.input<typeof databaseSettings>>>>;
  readonly cache: Variants<{
    readonly "replication-group": ByEngine<"replication-group">;
    readonly memcached: Cache<"memcached">;
    readonly serverless: ByEngine<"serverless">;
  }>;
  readonly compute: ComputePreset;
  readonly edge: EdgePreset;
}

type Cache<K extends CacheKind> = Extract<z.input<typeof cacheSettings>, { kind: K }>;

/** A cache of each engine of its kind, for the default version follows from the engine. */
type ByEngine<K extends "replication-group" | "serverless"> = Variants<Readonly<Record<Cache<K>["engine"], Cache<K>>>>;

const replicationGroups = (valkey: Cache<"replication-group">): ByEngine<"replication-group"> =>
  new Variants("engine", { valkey, redis: { ...valkey, engine: "redis", engineVersion: "7.1" } });

const serverlessCaches = (valkey: Cache<"serverless">): ByEngine<"serverless"> =>
  new Variants("engine", {
    valkey,
    redis: { ...valkey, engine: "redis", majorEngineVersion: "7" },
    memcached: { ...valkey, engine: "memcached", majorEngineVersion: "1.6" },
  });

type Database = z.input<typeof databaseSettings>;

const onMysql = (database: Database): Database => ({
  ...database,
  engine: "mysql",
  engineVersion: "8.4",
  port: 13306,
});

const devDatabase: Database = {
  enabled: true,
  engine: "postgres",
  engineVersion: "17",
  instanceClass: "db.t4g.micro",
  multiAz: true,
  readReplicas: 0,
  masterPasswordVersion: 1,
  databaseName: "app",
  masterUsername: "platform",
  port: 15432,
  storage: { allocatedGib: 20, maxAllocatedGib: 50 },
  backup: { retentionDays: 7, window: "01:00-02:00", keepOnDelete: false },
  maintenanceWindow: "sun:03:00-sun:04:00",
  applyImmediately: true,
  autoMinorVersionUpgrade: true,
  deletionProtection: false,
  finalSnapshot: false,
  iamAuthentication: true,
  parameters: {},
  insights: { enabled: true, retentionDays: 7 },
  monitoringIntervalSeconds: 60,
  logRetentionDays: 7,
  proxy: { enabled: false, idleClientTimeoutSeconds: 1800, maxConnectionsPercent: 90 },
};

/** Cheap and disposable: two zones, the smallest classes, nothing kept on destroy. */
const dev: Preset = {
  network: {
    cidrBlock: "10.0.0.0/16",
    zones: ["a", "b"],
    tiers: ["public", "private", "isolated"],
    natGateways: "none",
    interfaceEndpoints: [],
    flowLogs: { trafficType: "REJECT", retentionDays: 7 },
  },
  database: new Variants("engine", {
    postgres: devDatabase,
    // MySQL has no Performance Insights on the smallest classes.
    mysql: { ...onMysql(devDatabase), insights: { enabled: false, retentionDays: 7 } },
  }),
  cache: new Variants("kind", {
    "replication-group": replicationGroups({
      kind: "replication-group",
      enabled: true,
      engine: "valkey",
      engineVersion: "8.0",
      nodeType: "cache.t4g.micro",
      shards: 1,
      replicas: 1,
      parameters: {},
      snapshots: { retentionDays: 1, window: "01:00-02:00" },
      maintenanceWindow: "sun:03:00-sun:04:00",
      applyImmediately: true,
      autoMinorVersionUpgrade: true,
      logRetentionDays: 7,
      deletionProtection: false,
      finalSnapshot: false,
    }),
    memcached: {
      kind: "memcached",
      enabled: true,
      engineVersion: "1.6.22",
      nodeType: "cache.t4g.micro",
      nodes: 2,
      parameters: {},
      maintenanceWindow: "sun:03:00-sun:04:00",
      applyImmediately: true,
      deletionProtection: false,
    },
    serverless: serverlessCaches({
      kind: "serverless",
      enabled: true,
      engine: "valkey",
      majorEngineVersion: "8",
      maxDataStorageGib: 1,
      maxEcpuPerSecond: 1000,
      snapshots: { retentionDays: 1, window: "01:00-02:00" },
      deletionProtection: false,
    }),
  }),
  compute: devCompute,
  edge: devEdge,
};

const prodDatabase: Database = {
  ...devDatabase,
  instanceClass: "db.m7g.large",
  storage: { allocatedGib: 100, maxAllocatedGib: 1000 },
  backup: { retentionDays: 30, window: "01:00-02:00", keepOnDelete: true },
  applyImmediately: false,
  deletionProtection: true,
  finalSnapshot: true,
  logRetentionDays: 90,
};

/** Safe and protected: three zones, a NAT gateway in each, deletion refused, a month of backups. */
const prod: Preset = {
  network: {
    ...dev.network,
    zones: ["a", "b", "c"],
    natGateways: "per-zone",
    interfaceEndpoints: ["ssm", "ssmmessages"],
    flowLogs: { trafficType: "ALL", retentionDays: 90 },
  },
  database: new Variants("engine", { postgres: prodDatabase, mysql: onMysql(prodDatabase) }),
  cache: new Variants("kind", {
    "replication-group": replicationGroups({
      ...dev.cache.of["replication-group"].of.valkey,
      nodeType: "cache.m7g.large",
      snapshots: { retentionDays: 7, window: "01:00-02:00" },
      applyImmediately: false,
      logRetentionDays: 90,
      deletionProtection: true,
      finalSnapshot: true,
    }),
    memcached: {
      ...dev.cache.of.memcached,
      nodeType: "cache.m7g.large",
      nodes: 3,
      applyImmediately: false,
      deletionProtection: true,
    },
    serverless: serverlessCaches({
      ...dev.cache.of.serverless.of.valkey,
      maxDataStorageGib: 50,
      maxEcpuPerSecond: 100_000,
      snapshots: { retentionDays: 7, window: "01:00-02:00" },
      deletionProtection: true,
    }),
  }),
  compute: prodCompute,
  edge: prodEdge,
};

export const presets: Readonly<Record<Environment, Preset>> = { dev, prod };
