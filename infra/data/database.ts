import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { forAccountOf, ServiceRole } from "../identity/service-role";
import { ClientAccess } from "../network/client-access";
import type { DatabaseSettings, ProviderSettings } from "../settings";
import { engineFacts } from "./database-engine";
import {
  keptByPrimary,
  keptByReplica,
  primaryInstance,
  replicaInstance,
  type Surroundings,
} from "./database-instances";
import { DatabaseProxy } from "./database-proxy";
import { EncryptionKey } from "./encryption-key";
import { finalSnapshotName } from "./final-snapshot";
import { identifierFrom } from "./identifier";
import { managedByRds, type MasterSecret, writtenByStack } from "./master-secret";
import { parameterGroups } from "./parameter-groups";
import { replicasFirst } from "./replicas-first";
import { spread } from "./zones";

export interface DatabaseArgs extends DatabaseSettings {
  readonly vpcId: pulumi.Input<string>;
  /** Isolated subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Names of the zones that read replicas are spread over. */
  readonly availabilityZones: readonly string[];
  /** Database users as whom a proxy signs in. */
  readonly users: readonly string[];
  /** How AWS is reached, to upgrade read replicas before their primary. */
  readonly provider: ProviderSettings;
}

/**
 * A PostgreSQL or MySQL database on RDS, with a standby in another zone (RDS.5) and read replicas on demand.
 *
 * - Only members of `clientSecurityGroupId` reach it, on its port, over TLS (RDS.2, RDS.38, RDS.39).
 * - Storage, snapshots, insights and the master secret are encrypted under one key of its own (RDS.3), which outlives
 *   the stack together with a final snapshot and kept backups.
 * - The master password is in Secrets Manager and nowhere else: see `MasterSecret`. One function may read it (`DatabaseSetup`), and
 *   no workload. Workloads have users of their own, which sign in with IAM tokens (RDS.10).
 * - Its logs end up in log groups that exist before it and end (RDS.9).
 * - With `deletionProtection`, both RDS and Pulumi refuse to delete it (RDS.8).
 *
 * It can be made from what another left (`restore`), and goes on to later versions in place: see `parameterGroups` and
 * `replicasFirst`.
 *
 * Going back from read replicas to none takes two steps, because RDS takes the password over only from a primary that
 * has none left: first `pulumi destroy --target` the replicas, then `pulumi up`. There are no blue/green updates: RDS
 * has none for an instance whose password it manages.
 *
 * Costs: the instance twice with `multiAz`, once more for each replica, storage likewise, and the proxy by the hour.
 */
export class Database extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Host name of the primary. */
  readonly endpoint: pulumi.Output<string>;
  readonly port: number;
  /** Host names of the read replicas, in their order; the port is the primary's. */
  readonly readerEndpoints: pulumi.Output<string[]>;
  /** The proxy in front of the primary, if there is one. */
  readonly proxy: Pick<DatabaseProxy, "arn" | "endpoint" | "port"> | undefined;
  /** The secret of the master user: JSON with at least `username` and `password`. */
  readonly masterSecretArn: pulumi.Output<string>;
  readonly kmsKeyArn: pulumi.Output<string>;
  /** What `rds-db:connect` policies call the primary: `db-...`. */
  readonly resourceId: pulumi.Output<string>;
  /** Security group that gives its members access to the database, its replicas and its proxy. */
  readonly clientSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:Database", name, {}, opts);
    const parent = { parent: this };

    const subnetGroup = new aws.rds.SubnetGroup(
      name,
      { subnetIds: args.subnetIds, description: "Isolated subnets of the database" },
      parent,
    );
    // The log groups need the identifier before there is an instance, so Pulumi cannot generate it; the generated name of
    // the subnet group is as unique, and stays for the database's life. The longest suffix below is `-replica-5`.
    const identifier = subnetGroup.name.apply((generated) => identifierFrom(generated, 63 - "-replica-5".length));
    const access = new ClientAccess(
      name,
      { vpcId: args.vpcId, target: "database", ports: { from: args.port, to: args.port } },
      parent,
    );
    const key = new EncryptionKey(
      name,
      {
        description: "Data of the database",
        protectedData: args.deletionProtection,
        outlivesStack: args.finalSnapshot || args.backup.keepOnDelete,
      },
      parent,
    );
    const secret = this.masterSecret(name, args, key);
    const groups = parameterGroups(name, args, this);
    const surroundings: Surroundings = {
      parameterGroupName: groups.stated,
      securityGroupId: access.securityGroupId,
      kmsKeyArn: key.arn,
      monitoringRoleArn: this.monitoringRoleArn(name, args, key),
    };
    const primary = this.instance(
      name,
      args,
      identifier,
      {
        ...primaryInstance(args, { ...surroundings, subnetGroupName: subnetGroup.name }, secret.instance),
        finalSnapshotIdentifier: args.finalSnapshot ? finalSnapshotName(identifier) : undefined,
      },
      this.beforePrimary(name, args),
    );
    // RDS takes for replicas a group of the version that they have: PostgreSQL's get another with their primary.
    const running =
      args.engine === "mysql" ? groups.stated : primary.engineVersionActual.apply((version) => groups.of(version));
    const replicas = spread(args.readReplicas, args.availabilityZones).map((zone, index) =>
      this.instance(
        `${name}-replica-${index + 1}`,
        args,
        pulumi.interpolate`${identifier}-replica-${index + 1}`,
        replicaInstance(args, { ...surroundings, parameterGroupName: running }, { of: primary.identifier, zone }),
      ),
    );

    this.arn = primary.arn;
    this.endpoint = primary.address;
    this.port = args.port;
    this.readerEndpoints = pulumi.all(replicas.map((replica) => replica.address));
    this.masterSecretArn = secret.arn(primary);
    this.kmsKeyArn = key.arn;
    this.resourceId = primary.resourceId;
    this.clientSecurityGroupId = access.clientSecurityGroupId;
    this.proxy = args.proxy.enabled ? this.proxyTo(name, args, primary, access) : undefined;
    this.registerOutputs({
      arn: this.arn,
      endpoint: this.endpoint,
      port: this.port,
      readerEndpoints: this.readerEndpoints,
      masterSecretArn: this.masterSecretArn,
      clientSecurityGroupId: this.clientSecurityGroupId,
    });
  }

  private masterSecret(name: string, args: DatabaseArgs, key: EncryptionKey): MasterSecret {
    return args.readReplicas === 0
      ? managedByRds(key.arn)
      : writtenByStack(`${name}-master`, { ...args, kmsKeyArn: key.arn }, { parent: this });
  }

  private beforePrimary(name: string, args: DatabaseArgs): pulumi.ResourceHook[] {
    if (args.readReplicas === 0) return [];
    return [new pulumi.ResourceHook(`${name}-replicas-first`, replicasFirst(args.provider))];
  }

  /** The role with which RDS writes Enhanced Monitoring's metrics to CloudWatch Logs (RDS.6). */
  private monitoringRoleArn(name: string, args: DatabaseArgs, key: EncryptionKey): pulumi.Output<string> | undefined {
    if (args.monitoringIntervalSeconds === 0) return undefined;
    return new ServiceRole(
      `${name}-monitoring`,
      {
        description: "Writes the database's Enhanced Monitoring",
        service: "monitoring.rds.amazonaws.com",
        condition: forAccountOf(key.arn),
        managedPolicyArns: [aws.iam.ManagedPolicy.AmazonRDSEnhancedMonitoringRole],
      },
      { parent: this },
    ).arn;
  }

  /** An instance and, before it, the log groups that it exports to: RDS would make them without an end. */
  private instance(
    name: string,
    args: DatabaseArgs,
    identifier: pulumi.Output<string>,
    instance: aws.rds.InstanceArgs,
    beforeUpdate: pulumi.ResourceHook[] = [],
  ): aws.rds.Instance {
    const logGroups = engineFacts[args.engine].logs.map(
      (log) =>
        new aws.cloudwatch.LogGroup(
          `${name}-${log}`,
          { name: pulumi.interpolate`/aws/rds/instance/${identifier}/${log}`, retentionInDays: args.logRetentionDays },
          { parent: this },
        ),
    );
    return new aws.rds.Instance(
      name,
      { ...instance, identifier },
      {
        parent: this,
        dependsOn: logGroups,
        protect: args.deletionProtection,
        hooks: { beforeUpdate },
        // Its name is taken until it is gone. Without something to make it from again, that keeps it from being replaced.
        deleteBeforeReplace: args.restore !== undefined,
        ignoreChanges: [...(instance.replicateSourceDb === undefined ? keptByPrimary : keptByReplica)],
      },
    );
  }

  private proxyTo(
    name: string,
    args: DatabaseArgs,
    primary: aws.rds.Instance,
    access: ClientAccess,
  ): NonNullable<Database["proxy"]> {
    return new DatabaseProxy(
      `${name}-proxy`,
      {
        ...args.proxy,
        engine: args.engine,
        vpcId: args.vpcId,
        subnetIds: args.subnetIds,
        clients: access.clients,
        users: args.users,
        database: {
          identifier: primary.identifier,
          port: args.port,
          securityGroup: access.target,
          arn: this.arn,
          resourceId: this.resourceId,
        },
      },
      { parent: this },
    );
  }
}
