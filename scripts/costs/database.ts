import type { DatabaseSettings, Settings } from "../../infra/settings";
import { hoursAMonth, kept, logs, running, type Use } from "./use";

type Deployment = "single-az" | "multi-az";

/** The primary, with its standby where there is one, the replicas, and what belongs to them. */
export function databaseUses({ database }: Settings): Use[] {
  if (database === undefined) return [];
  const { multiAz, readReplicas, proxy, monitoringIntervalSeconds } = database;
  return [
    ...instances(database, 1, multiAz ? "multi-az" : "single-az", multiAz ? "primary with a standby" : "primary"),
    // A replica has no standby: see `replicaInstance`.
    ...(readReplicas === 0 ? [] : instances(database, readReplicas, "single-az", "read replica")),
    ...insights(database),
    ...(proxy.enabled ? [byCpu("Proxy", "rds.proxy", 1, database)] : []),
    kept(1, "Encryption key", "kms.key"),
    kept(1, "Master secret", "secrets-manager.secret"),
    { item: "Backups beyond the size of the storage", price: "rds.backup", unit: "GB-month" },
    ...logs("Logs of the engine"),
    ...(monitoringIntervalSeconds === 0 ? [] : logs("Enhanced Monitoring")),
    { item: "Time of the setup's functions, by memory", price: "lambda.duration", unit: "GB-second" },
    ...logs("Logs of the setup's functions"),
  ];
}

/** AWS lists one price for an instance with its standby, and for storage that is kept twice. */
function instances(database: DatabaseSettings, count: number, deployment: Deployment, role: string): Use[] {
  const { engine, instanceClass, storage } = database;
  const beyond = beyondBaseline(storage);
  const stored = (size: number, what: string, price: string, unit: Use["unit"]): Use[] =>
    size === 0
      ? []
      : [
          {
            item: `${what} of the ${role}`,
            price: `rds.${deployment}.${price}`,
            unit,
            quantity: count * size,
          },
        ];
  return [
    running(count, `${instanceClass}, ${role}`, `rds.${engine}.${deployment}.${instanceClass}`),
    ...stored(storage.allocatedGib, "Storage", "gp3", "GB-month"),
    ...stored(beyond.iops, "Provisioned IOPS", "gp3.iops", "IOPS-month"),
    ...stored(beyond.throughput, "Provisioned throughput", "gp3.throughput", "MiBps-month"),
  ];
}

/** What is provisioned beyond what comes with 400 GiB and more; less cannot have any (RDS User Guide, "gp3 storage"). */
function beyondBaseline({ iops = 12_000, throughputMibps = 500 }: DatabaseSettings["storage"]) {
  return { iops: iops - 12_000, throughput: throughputMibps - 500 };
}

function insights(database: DatabaseSettings): Use[] {
  if (!database.insights.enabled) return [];
  const count = 1 + database.readReplicas;
  return database.insights.retentionDays === 7
    ? [kept(count, "Performance Insights, seven days", "database-insights.standard")]
    : [byCpu("Database Insights advanced", "database-insights.advanced", count, database)];
}

const byCpu = (item: string, price: string, count: number, { instanceClass }: DatabaseSettings): Use => ({
  item: `${item}, by vCPU`,
  price,
  unit: "vCPU-hour",
  quantity: count * vCpus(instanceClass) * hoursAMonth,
});

/**
 * Sizes below `xlarge` have two, and each `xlarge` four (RDS User Guide, "Hardware specifications for DB instance
 * classes"). The few older classes that have one are charged for two.
 */
function vCpus(instanceClass: string): number {
  const [, multiple] = /\.(\d*)xlarge$/.exec(instanceClass) ?? [];
  return multiple === undefined ? 2 : 4 * Number(multiple || 1);
}
