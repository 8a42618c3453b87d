import { setTimeout as sleep } from "node:timers/promises";
import type { DBInstance, RDSClient } from "@aws-sdk/client-rds";
import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, awsAccess } from "../release/aws-access";
import type { DatabaseEngine, ProviderSettings } from "../settings";
import { parameterFamily } from "./database-engine";

type Hook = (args: pulumi.ResourceHookArgs) => Promise<void>;

/** An engine version that the replicas of a primary are to have before it. */
export interface ReplicaUpgrade {
  readonly primary: string;
  readonly version: string;
  /** Of the new family, where the major version changes. */
  readonly parameterGroupName?: string;
}

/** How often RDS is asked, in milliseconds, and for how long an upgrade of a replica may take. */
export interface Pace {
  readonly every: number;
  readonly atMost: number;
}

const usual: Pace = { every: 15_000, atMost: 60 * 60_000 };

/**
 * Before a primary takes another engine version: upgrades its replicas, at once and one after the other, so that the
 * others go on reading. RDS refuses the primary while one of them is behind (`DBUpgradeDependencyFailure`), and Pulumi
 * updates what others depend on first (hashicorp/terraform-provider-aws#22107). A primary whose upgrade then waits for its
 * window has replicas of the newer version until then, which both engines allow.
 *
 * When it fails the primary stays as it is, and the next `up` goes on with the replicas that are left.
 */
export const replicasFirst =
  (provider: ProviderSettings): Hook =>
  async ({ oldOutputs, newInputs }) => {
    const upgrade = replicaUpgrade(oldOutputs ?? {}, newInputs ?? {});
    if (upgrade !== undefined) await upgradeReplicas(await awsAccess(provider), upgrade);
  };

/**
 * What has to be done to replicas before a primary that was like this becomes like that; undefined where it is nothing. The
 * state does not say which they are: they are made after the primary.
 */
export function replicaUpgrade(
  was: Readonly<Record<string, unknown>>,
  becomes: Readonly<Record<string, unknown>>,
): ReplicaUpgrade | undefined {
  const engine = String(becomes["engine"]) as DatabaseEngine;
  const [runs, version] = [String(was["engineVersionActual"]), String(becomes["engineVersion"])];
  const primary = String(was["identifier"]);
  if (has(runs, version)) return undefined;
  if (parameterFamily(engine, runs) === parameterFamily(engine, version)) return { primary, version };
  // RDS upgrades those of PostgreSQL with their primary, and none by itself.
  if (engine === "postgres") return undefined;
  return { primary, version, parameterGroupName: String(becomes["parameterGroupName"]) };
}

/**
 * Upgrades replicas that do not have the version yet, and waits for each.
 *
 * @throws Error that names the replica that does not have it in time.
 */
export async function upgradeReplicas(aws: AwsAccess, upgrade: ReplicaUpgrade, pace = usual): Promise<void> {
  const sdk = await import("@aws-sdk/client-rds");
  const rds = aws.client(sdk.RDSClient, "rds");
  const { primary, version, parameterGroupName } = upgrade;
  for (const name of (await described(rds, primary)).ReadReplicaDBInstanceIdentifiers ?? []) {
    if (await isUpgraded(rds, name, version)) continue;
    void pulumi.log.info(`upgrading the read replica ${name} to ${version}, before its primary`);
    await rds.send(
      new sdk.ModifyDBInstanceCommand({
        DBInstanceIdentifier: name,
        EngineVersion: version,
        AllowMajorVersionUpgrade: true,
        ApplyImmediately: true,
        ...(parameterGroupName !== undefined && { DBParameterGroupName: parameterGroupName }),
      }),
    );
    const end = Date.now() + pace.atMost;
    while (!(await isUpgraded(rds, name, version))) {
      if (Date.now() > end)
        throw new Error(`the read replica ${name} does not have version ${version} yet: look at its events`);
      await sleep(pace.every);
    }
  }
}

async function isUpgraded(rds: RDSClient, name: string, version: string): Promise<boolean> {
  const { EngineVersion = "", DBInstanceStatus } = await described(rds, name);
  return has(EngineVersion, version) && DBInstanceStatus === "available";
}

async function described(rds: RDSClient, name: string): Promise<DBInstance> {
  const { DescribeDBInstancesCommand } = await import("@aws-sdk/client-rds");
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }));
  return DBInstances[0] ?? {};
}

/** Whether a version that runs is the one that is stated, which may be a major one. */
const has = (runs: string, stated: string): boolean => runs === stated || runs.startsWith(`${stated}.`);
