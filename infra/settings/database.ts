import { z } from "zod";
import { engineFacts } from "../data/database-engine";
import { databaseRestore } from "./database-restore";
import { described, dailyWindow, logRetention, noneOf, parameters, weeklyWindow, whole } from "./common";
import { classes, classProblem, databaseVersionProblem, anyVersion } from "./offers";
import { longEnough, overlap } from "./windows";

/** Classes too small for insights on MySQL (RDS User Guide, "DB engine, Region, and instance class support for Database Insights"). */
const withoutInsightsOnMysql = /^db\.(t2|t3\.(micro|small)|t4g\.(micro|small))/;

interface Storage {
  readonly allocatedGib: number;
  readonly iops?: number;
}

/** What does not change in place. */
const database = "the database by an empty one";

export const databaseSettings = z
  .strictObject({
    enabled: described(z.boolean(), "Whether the stack has a database.", true),
    engine: described(z.enum(["postgres", "mysql"]), "Database engine.", "postgres", { replaces: database }),
    engineVersion: described(
      z.string().meta(anyVersion),
      'Major version ("17", "8.4"), so that minor upgrades are no change, or a full version. A later major version upgrades the database, which cannot be undone: now, or in the maintenance window without `applyImmediately`.',
      "17",
    ),
    instanceClass: described(
      z
        .string()
        .regex(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, "an RDS instance class, db.<family>.<size>")
        .meta({ enum: classes("db") }),
      "Instance class of the primary and of the replicas.",
      "db.t4g.medium",
    ),
    multiAz: described(z.boolean(), "Keep a synchronous standby in another zone (RDS.5).", true),
    readReplicas: described(
      whole(0, 5),
      "Read replicas, spread over the zones. RDS cannot manage the master password of a primary with replicas, so the stack writes it: see `masterPasswordVersion`.",
      0,
    ),
    masterPasswordVersion: described(
      whole(1, 1_000_000),
      "Only with read replicas: raise it to have the next `up` set a fresh master password. Without replicas RDS rotates it every seven days.",
      1,
    ),
    databaseName: described(
      z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, "a letter, then up to 62 lower-case letters, digits or underscores"),
      "Name of the first database.",
      "app",
      { replaces: database },
    ),
    masterUsername: described(
      noneOf(
        z.string().regex(/^[a-z][a-z0-9_]{0,15}$/, "a letter, then up to 15 lower-case letters, digits or underscores"),
        ["admin", "administrator", "postgres", "root", "rdsadmin"],
        "a name that is not the engine's default (RDS.25)",
      ),
      "Name of the master user.",
      "platform",
      { replaces: database },
    ),
    port: described(
      noneOf(whole(1150, 65535), [3306, 5432], "a port that is not a default one (RDS.23)"),
      "TCP port of the database.",
      15432,
    ),
    storage: z
      .strictObject({
        allocatedGib: described(whole(20, 65536), "Storage to begin with, in GiB.", 20),
        maxAllocatedGib: described(whole(20, 65536), "How far storage autoscaling may grow it, in GiB.", 100),
        iops: described(
          whole(12_000, 64_000),
          "Provisioned gp3 IOPS, from 400 GiB on; left out, the 12,000 that come with the size.",
          14_000,
        ).optional(),
        throughputMibps: described(
          whole(500, 4000),
          "Provisioned gp3 throughput in MiB/s, from 400 GiB on, at most a quarter of the IOPS; left out, the 500 that come with the size.",
          700,
        ).optional(),
      })
      .refine(
        ({ allocatedGib, iops, throughputMibps }) =>
          allocatedGib >= 400 || (iops === undefined && throughputMibps === undefined),
        {
          path: ["allocatedGib"],
          error: "at least 400 with iops or throughputMibps (RDS User Guide, gp3 storage)",
        },
      )
      .refine((storage) => storage.maxAllocatedGib * 10 >= storage.allocatedGib * 11, {
        path: ["maxAllocatedGib"],
        error: ({ input }) =>
          `at least ${Math.ceil((input as Storage).allocatedGib * 1.1)}, 10% more than allocatedGib (RDS User Guide, storage autoscaling)`,
      })
      .refine(({ iops = 12_000, throughputMibps = 500 }) => throughputMibps * 4 <= iops, {
        path: ["throughputMibps"],
        error: ({ input }) =>
          `at most ${Math.floor(((input as Storage).iops ?? 12_000) / 4)}, a quarter of iops, which are 12000 unless stated (RDS User Guide, gp3 storage)`,
      }),
    backup: z.strictObject({
      retentionDays: described(whole(7, 35), "Days that automated backups are kept, at least seven (RDS.11).", 14),
      window: described(dailyWindow, "Daily backup window, UTC.", "01:00-02:00"),
      keepOnDelete: described(
        z.boolean(),
        "Keep the automated backups, and with them point-in-time recovery, for `retentionDays` after the database is deleted.",
        true,
      ),
    }),
    restore: databaseRestore,
    maintenanceWindow: described(weeklyWindow, "Weekly maintenance window, UTC.", "sun:03:00-sun:04:00"),
    applyImmediately: described(
      z.boolean(),
      "Apply changes at once instead of in the maintenance window; some restart the database.",
      false,
    ),
    autoMinorVersionUpgrade: described(z.boolean(), "Take minor versions in the maintenance window (RDS.13).", true),
    deletionProtection: described(
      z.boolean(),
      "Refuse deletion, by RDS (RDS.8) and by Pulumi (`protect`), until it is turned off and deployed.",
      true,
    ),
    finalSnapshot: described(z.boolean(), "Keep a snapshot when the database is deleted.", true),
    iamAuthentication: described(z.boolean(), "Allow IAM database authentication (RDS.10).", true),
    parameters: described(
      parameters,
      "More parameters of the engine's parameter group; a running database takes them at its next restart. TLS stays forced.",
      { log_min_duration_statement: "500" },
    ),
    insights: z.strictObject({
      enabled: described(z.boolean(), "Performance Insights, kept under the database's own key.", true),
      retentionDays: described(z.literal([7, 465]), "Days of history; 465 turns on Database Insights advanced.", 7),
    }),
    monitoringIntervalSeconds: described(
      z.literal([0, 1, 5, 10, 15, 30, 60]),
      "Enhanced Monitoring interval in seconds (RDS.6); 0 turns it off.",
      60,
    ),
    logRetentionDays: logRetention,
    proxy: z.strictObject({
      enabled: described(z.boolean(), "An RDS Proxy in front of the primary, TLS and IAM required (RDS.43).", false),
      idleClientTimeoutSeconds: described(whole(1, 28800), "Seconds before an idle client is closed.", 1800),
      maxConnectionsPercent: described(whole(1, 100), "Share of the database's connections that it may use.", 90),
    }),
  })
  .superRefine((settings, context) => {
    const problem = (path: string[], message: string, input: unknown) =>
      context.addIssue({ code: "custom", path, message, input });
    const version = databaseVersionProblem(settings.engine, settings.engineVersion);
    if (version !== undefined) problem(["engineVersion"], version, settings.engineVersion);
    const instanceClass = classProblem("db", settings.instanceClass);
    if (instanceClass !== undefined) problem(["instanceClass"], instanceClass, settings.instanceClass);
    for (const [name, value] of Object.entries(settings.parameters)) {
      if (!(name.toLowerCase() in engineFacts[settings.engine].tls)) continue;
      problem(["parameters", name], "nothing, because connections without TLS stay refused", value);
    }
    if (!longEnough(settings.backup.window)) {
      problem(["backup", "window"], "a window of at least 30 minutes", settings.backup.window);
    }
    if (!longEnough(settings.maintenanceWindow)) {
      problem(["maintenanceWindow"], "a window of at least 30 minutes", settings.maintenanceWindow);
    } else if (overlap(settings.maintenanceWindow, settings.backup.window)) {
      problem(["maintenanceWindow"], "a window apart from backup.window", settings.maintenanceWindow);
    }
    if (
      settings.engine === "mysql" &&
      settings.insights.enabled &&
      withoutInsightsOnMysql.test(settings.instanceClass)
    ) {
      problem(["insights", "enabled"], `false: MySQL on ${settings.instanceClass} has no Performance Insights`, true);
    }
    if (settings.proxy.enabled && !settings.iamAuthentication) {
      problem(["iamAuthentication"], "true, because the proxy requires IAM authentication", false);
    }
  })
  .meta({ description: "The database, on RDS for PostgreSQL or MySQL, in the isolated subnets." });

export type DatabaseSettings = z.output<typeof databaseSettings>;
export type DatabaseEngine = DatabaseSettings["engine"];
