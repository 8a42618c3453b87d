import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ReplicationGroupSettings } from "../settings";
import { cacheFamily, cachePorts, replicationParameters } from "./cache-engine";
import type { CacheKind, Endpoint, Placement } from "./cache-kind";
import { ClientAccess } from "../network/client-access";
import { EncryptionKey } from "./encryption-key";
import { finalSnapshotName } from "./final-snapshot";
import { UserGroup } from "./user-group";
import { spread } from "./zones";

type ReplicationGroupArgs = ReplicationGroupSettings & Placement;

/**
 * A Valkey or Redis OSS replication group: each shard has replicas in other zones, one of which takes over when the
 * primary fails (ElastiCache.3).
 *
 * Going from one shard to several, or back, makes a new, empty group.
 */
export class ReplicationGroup extends pulumi.ComponentResource implements CacheKind {
  readonly arn: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly reader: Endpoint | undefined;
  readonly port: number;
  readonly users: UserGroup;
  readonly clientSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ReplicationGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:ReplicationGroup", name, {}, opts);
    const parent = { parent: this };
    this.port = cachePorts[args.engine];

    const subnetGroup = new aws.elasticache.SubnetGroup(
      name,
      { subnetIds: args.subnetIds, description: "Isolated subnets of the cache" },
      parent,
    );
    const access = new ClientAccess(
      name,
      { vpcId: args.vpcId, target: "cache", ports: { from: this.port, to: this.port } },
      parent,
    );
    const key = new EncryptionKey(
      name,
      { description: "Data of the cache", protectedData: args.deletionProtection, outlivesStack: args.finalSnapshot },
      parent,
    );
    this.users = new UserGroup(name, { uniqueName: subnetGroup.name }, parent);
    const clustered = args.shards > 1;
    const group = new aws.elasticache.ReplicationGroup(
      name,
      {
        description: "Cache of the platform",
        engine: args.engine,
        engineVersion: args.engineVersion,
        nodeType: args.nodeType,
        // Of r6gd alone, and there a must (ElastiCache User Guide, "Data tiering").
        dataTieringEnabled: args.nodeType.startsWith("cache.r6gd.") || undefined,
        port: this.port,
        parameterGroupName: this.parameterGroup(name, args).name,
        clusterMode: clustered ? "enabled" : "disabled",
        ...(clustered ? shards(args) : oneShard(args)),
        automaticFailoverEnabled: true,
        multiAzEnabled: true,
        subnetGroupName: subnetGroup.name,
        securityGroupIds: [access.securityGroupId],
        atRestEncryptionEnabled: true,
        kmsKeyId: key.arn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        userGroupIds: [this.users.id],
        snapshotRetentionLimit: args.snapshots.retentionDays,
        snapshotWindow: args.snapshots.window,
        snapshotName: args.restore?.snapshot,
        finalSnapshotIdentifier: args.finalSnapshot ? finalSnapshotName(this.users.id) : undefined,
        maintenanceWindow: args.maintenanceWindow,
        autoMinorVersionUpgrade: args.autoMinorVersionUpgrade,
        applyImmediately: args.applyImmediately,
        logDeliveryConfigurations: ["slow-log", "engine-log"].map((log) => this.delivery(name, log, args)),
      },
      {
        parent: this,
        protect: args.deletionProtection,
        // ElastiCache turns cluster mode on only by way of a third mode, and never off; a cache can be filled again.
        replaceOnChanges: ["clusterMode"],
        // Read when the cache is made: another would make it anew.
        ignoreChanges: ["snapshotName"],
      },
    );

    this.arn = group.arn;
    this.endpoint = clustered ? group.configurationEndpointAddress : group.primaryEndpointAddress;
    this.reader = clustered ? undefined : { endpoint: group.readerEndpointAddress, port: this.port };
    this.clientSecurityGroupId = access.clientSecurityGroupId;
    this.registerOutputs({ arn: this.arn, endpoint: this.endpoint });
  }

  private parameterGroup(name: string, args: ReplicationGroupArgs): aws.elasticache.ParameterGroup {
    return new aws.elasticache.ParameterGroup(
      // Cluster mode gets a group of its own: the old one must stay as it is while the old nodes use it.
      args.shards > 1 ? `${name}-cluster` : name,
      {
        description: "Parameters of the cache",
        family: cacheFamily(args.engine, args.engineVersion),
        parameters: replicationParameters(args.parameters, args.shards),
      },
      { parent: this },
    );
  }

  private delivery(
    name: string,
    log: string,
    args: ReplicationGroupArgs,
  ): aws.types.input.elasticache.ReplicationGroupLogDeliveryConfiguration {
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-${log}`,
      { retentionInDays: args.logRetentionDays },
      { parent: this },
    );
    return { logType: log, logFormat: "json", destinationType: "cloudwatch-logs", destination: logGroup.name };
  }
}

function oneShard(args: ReplicationGroupArgs): Partial<aws.elasticache.ReplicationGroupArgs> {
  const nodes = args.replicas + 1;
  return { numCacheClusters: nodes, preferredCacheClusterAzs: spread(nodes, args.availabilityZones) };
}

/** Of several shards ElastiCache itself puts each one's nodes in different zones, as Multi-AZ demands. */
function shards(args: ReplicationGroupArgs): Partial<aws.elasticache.ReplicationGroupArgs> {
  return { numNodeGroups: args.shards, replicasPerNodeGroup: args.replicas };
}
