import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../settings";
import { engineFacts } from "./database-engine";
import { restoredFrom } from "./database-restore";
import { gp3Performance } from "./database-storage";
import type { MasterSecret } from "./master-secret";

/** What the instances of a database stand on. */
export interface Surroundings {
  readonly parameterGroupName: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Left out when Enhanced Monitoring is off. */
  readonly monitoringRoleArn: pulumi.Input<string> | undefined;
}

/**
 * The certificate authority of the server certificates: the default one, valid until 2061 (RDS User Guide, "Using
 * SSL/TLS to encrypt a connection to a DB instance"). RDS renews the certificates by itself.
 */
const caCertIdentifier = "rds-ca-rsa2048-g1";

/** What the primary and its replicas have in common. */
function everyInstance(settings: DatabaseSettings, on: Surroundings): aws.rds.InstanceArgs {
  const { storage, insights } = settings;
  return {
    instanceClass: settings.instanceClass,
    port: settings.port,
    parameterGroupName: on.parameterGroupName,
    vpcSecurityGroupIds: [on.securityGroupId],
    publiclyAccessible: false,
    caCertIdentifier,
    iamDatabaseAuthenticationEnabled: settings.iamAuthentication,
    storageType: "gp3",
    storageEncrypted: true,
    // The provider takes growth below this bound for no change (its documentation of max_allocated_storage).
    maxAllocatedStorage: storage.maxAllocatedGib,
    copyTagsToSnapshot: true,
    deletionProtection: settings.deletionProtection,
    maintenanceWindow: settings.maintenanceWindow,
    autoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
    // RDS asks for it with each major upgrade. To state another version is the decision; to state it twice would be two
    // deployments for one.
    allowMajorVersionUpgrade: true,
    applyImmediately: settings.applyImmediately,
    enabledCloudwatchLogsExports: [...engineFacts[settings.engine].logs],
    monitoringInterval: settings.monitoringIntervalSeconds,
    monitoringRoleArn: on.monitoringRoleArn,
    performanceInsightsEnabled: insights.enabled,
    ...(insights.enabled && {
      performanceInsightsKmsKeyId: on.kmsKeyArn,
      performanceInsightsRetentionPeriod: insights.retentionDays,
      // Advanced asks for at least 465 days (CloudWatch User Guide, "Database Insights").
      databaseInsightsMode: insights.retentionDays === 465 ? "advanced" : "standard",
    }),
  };
}

/**
 * What a primary is made with, and keeps: where its data came from, and the key of what it was restored from, would
 * replace it; whether it is in Extended Support, the provider cannot change (hashicorp/terraform-provider-aws#40870).
 */
export const keptByPrimary: readonly string[] = [
  "snapshotIdentifier",
  "restoreToPointInTime",
  "kmsKeyId",
  "engineLifecycleSupport",
];

/** A replica stays in the zone that it was made in: another zone in the network must not replace it. */
export const keptByReplica: readonly string[] = ["availabilityZone"];

export function primaryInstance(
  settings: DatabaseSettings,
  on: Surroundings & { readonly subnetGroupName: pulumi.Input<string> },
  password: MasterSecret["instance"],
): aws.rds.InstanceArgs {
  return {
    ...everyInstance(settings, on),
    ...password,
    engine: settings.engine,
    engineVersion: settings.engineVersion,
    engineLifecycleSupport: "open-source-rds-extended-support-disabled",
    // What is restored has these of its source, and RDS takes none of them.
    ...(settings.restore === undefined
      ? { dbName: settings.databaseName, username: settings.masterUsername, kmsKeyId: on.kmsKeyArn }
      : restoredFrom(settings.restore)),
    dbSubnetGroupName: on.subnetGroupName,
    multiAz: settings.multiAz,
    allocatedStorage: settings.storage.allocatedGib,
    ...gp3Performance(settings.storage),
    backupRetentionPeriod: settings.backup.retentionDays,
    backupWindow: settings.backup.window,
    deleteAutomatedBackups: !settings.backup.keepOnDelete,
    skipFinalSnapshot: !settings.finalSnapshot,
  };
}

/**
 * A read replica. Engine, storage size, subnet group and encryption key are the primary's: RDS refuses them here.
 *
 * It is backed up through its primary alone, so it has no backups and no final snapshot of its own.
 */
export function replicaInstance(
  settings: DatabaseSettings,
  on: Surroundings,
  replica: { readonly of: pulumi.Input<string>; readonly zone: string },
): aws.rds.InstanceArgs {
  return {
    ...everyInstance(settings, on),
    replicateSourceDb: replica.of,
    availabilityZone: replica.zone,
    // Only what is asked for: a replica keeps its size when its primary grows past 400 GiB, and RDS the baseline of it.
    iops: settings.storage.iops,
    storageThroughput: settings.storage.throughputMibps,
    skipFinalSnapshot: true,
  };
}
