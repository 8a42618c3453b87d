import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ServerlessSettings } from "../settings";
import { cachePorts, readerPort } from "./cache-engine";
import type { CacheKind, Endpoint, Placement } from "./cache-kind";
import { ClientAccess } from "../network/client-access";
import { EncryptionKey } from "./encryption-key";
import { only } from "./only";
import { UserGroup } from "./user-group";

type ServerlessCacheArgs = ServerlessSettings & Placement;

/** ElastiCache takes two or three subnets, each in a zone of its own. */
const mostSubnets = 3;

/**
 * A serverless cache: ElastiCache runs it over several zones, encrypts every connection, and bills what is stored and
 * computed, up to the two limits.
 *
 * It stays in the zones that it was made in: one of them can leave the network only after it.
 *
 * It keeps no final snapshot: the provider has no argument for one. A Memcached one has no users, so access to it is a
 * matter of the client group.
 */
export class ServerlessCache extends pulumi.ComponentResource implements CacheKind {
  readonly arn: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  readonly reader: Endpoint;
  readonly port: number;
  readonly users: UserGroup | undefined;
  readonly clientSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ServerlessCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:ServerlessCache", name, {}, opts);
    const parent = { parent: this };

    const access = new ClientAccess(
      name,
      { vpcId: args.vpcId, target: "cache", ports: { from: cachePorts[args.engine], to: readerPort(args.engine) } },
      parent,
    );
    const key = new EncryptionKey(
      name,
      { description: "Data of the cache", protectedData: args.deletionProtection, outlivesStack: false },
      parent,
    );
    this.users =
      args.engine === "memcached" ? undefined : new UserGroup(name, { uniqueName: access.securityGroupName }, parent);
    const cache = new aws.elasticache.ServerlessCache(
      name,
      {
        description: "Cache of the platform",
        engine: args.engine,
        majorEngineVersion: args.majorEngineVersion,
        cacheUsageLimits: {
          dataStorage: { maximum: args.maxDataStorageGib, unit: "GB" },
          ecpuPerSeconds: [{ maximum: args.maxEcpuPerSecond }],
        },
        subnetIds: pulumi.output(args.subnetIds).apply((ids) => ids.slice(0, mostSubnets)),
        securityGroupIds: [access.securityGroupId],
        kmsKeyId: key.arn,
        ...(this.users && { userGroupId: this.users.id }),
        snapshotRetentionLimit: args.snapshots.retentionDays,
        dailySnapshotTime: args.snapshots.window.slice(0, "hh:mm".length),
        ...(args.restore && { snapshotArnsToRestores: [args.restore.snapshot] }),
      },
      {
        parent: this,
        protect: args.deletionProtection,
        // ElastiCache cannot change them: another zone in the network, or what it was made from, would make a new cache.
        ignoreChanges: ["subnetIds", "snapshotArnsToRestores"],
      },
    );

    this.arn = cache.arn;
    this.endpoint = only(cache.endpoints).apply((endpoint) => endpoint.address);
    this.port = cachePorts[args.engine];
    this.reader = {
      endpoint: only(cache.readerEndpoints).apply((endpoint) => endpoint.address),
      port: readerPort(args.engine),
    };
    this.clientSecurityGroupId = access.clientSecurityGroupId;
    this.registerOutputs({ arn: this.arn, endpoint: this.endpoint });
  }
}
