import * as pulumi from "@pulumi/pulumi";
import type { CacheSettings } from "../settings";
import type { CacheKind, Endpoint, Placement } from "./cache-kind";
import { Memcached } from "./memcached";
import { ReplicationGroup } from "./replication-group";
import { ServerlessCache } from "./serverless-cache";

export type CacheArgs = CacheSettings & Placement;

/**
 * A cache on ElastiCache, of the kind that the settings name: a Valkey or Redis OSS replication group, a Memcached
 * cluster, or a serverless cache. Each spans at least two zones.
 *
 * - Only members of `clientSecurityGroupId` reach it, over TLS (ElastiCache.5).
 * - Valkey and Redis OSS let in one user, who signs in with IAM (ElastiCache.6): `elasticache:Connect` on `arn` and on
 *   the user's ARN. Memcached has no users.
 * - Data at rest is encrypted under a key of its own (ElastiCache.4); Memcached nodes keep none.
 * - With `deletionProtection`, Pulumi refuses to delete it.
 */
export class Cache extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Host to connect to: the primary's, or the one that tells clients of a cluster where its nodes are. */
  readonly endpoint: pulumi.Output<string>;
  /** Where reads are spread over the replicas; a cluster's clients find its replicas by themselves. */
  readonly reader: Endpoint | undefined;
  readonly port: number;
  /** Who signs in, where the engine knows users. */
  readonly user: { readonly name: pulumi.Output<string>; readonly arn: pulumi.Output<string> } | undefined;
  /** Security group that gives its members access. */
  readonly clientSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:Cache", name, {}, opts);
    const cache = this.ofKind(name, args);
    this.arn = cache.arn;
    this.endpoint = cache.endpoint;
    this.reader = cache.reader;
    this.port = cache.port;
    this.user = cache.users && { name: cache.users.userName, arn: cache.users.userArn };
    this.clientSecurityGroupId = cache.clientSecurityGroupId;
    this.registerOutputs({
      arn: this.arn,
      endpoint: this.endpoint,
      port: this.port,
      clientSecurityGroupId: this.clientSecurityGroupId,
    });
  }

  private ofKind(name: string, args: CacheArgs): CacheKind {
    switch (args.kind) {
      case "replication-group":
        return new ReplicationGroup(name, args, { parent: this });
      case "memcached":
        return new Memcached(name, args, { parent: this });
      case "serverless":
        return new ServerlessCache(name, args, { parent: this });
    }
  }
}
