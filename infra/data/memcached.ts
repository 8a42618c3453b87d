import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { MemcachedSettings } from "../settings";
import { cacheFamily, cachePorts, nameAndValue } from "./cache-engine";
import type { CacheKind, Placement } from "./cache-kind";
import { ClientAccess } from "../network/client-access";
import { spread } from "./zones";

type MemcachedArgs = MemcachedSettings & Placement;

/**
 * A Memcached cluster whose nodes are spread over the zones.
 *
 * A node that fails takes its share of the items with it: Memcached has no replicas, no snapshots and no users, and
 * keeps its items in memory only, so that there is nothing at rest to encrypt. Access is a matter of the client group.
 */
export class Memcached extends pulumi.ComponentResource implements CacheKind {
  readonly arn: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly reader = undefined;
  readonly port = cachePorts.memcached;
  readonly users = undefined;
  readonly clientSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: MemcachedArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:Memcached", name, {}, opts);
    const parent = { parent: this };

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
    const parameterGroup = new aws.elasticache.ParameterGroup(
      name,
      {
        description: "Parameters of the cache",
        family: cacheFamily("memcached", args.engineVersion),
        parameters: nameAndValue(args.parameters),
      },
      parent,
    );
    const cluster = new aws.elasticache.Cluster(
      name,
      {
        engine: "memcached",
        engineVersion: args.engineVersion,
        nodeType: args.nodeType,
        port: this.port,
        parameterGroupName: parameterGroup.name,
        numCacheNodes: args.nodes,
        azMode: "cross-az",
        preferredAvailabilityZones: spread(args.nodes, args.availabilityZones),
        subnetGroupName: subnetGroup.name,
        securityGroupIds: [access.securityGroupId],
        transitEncryptionEnabled: true,
        maintenanceWindow: args.maintenanceWindow,
        applyImmediately: args.applyImmediately,
      },
      { parent: this, protect: args.deletionProtection },
    );

    this.arn = cluster.arn;
    this.endpoint = cluster.clusterAddress;
    this.clientSecurityGroupId = access.clientSecurityGroupId;
    this.registerOutputs({ arn: this.arn, endpoint: this.endpoint });
  }
}
