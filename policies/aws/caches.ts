import type { ClusterArgs, ReplicationGroupArgs } from "@pulumi/aws/elasticache";

import type { Inputs } from "../frame/rule";
import { isGiven } from "./spelled";

type Cluster = Inputs<ClusterArgs>;
type Group = Inputs<ReplicationGroupArgs>;

export const CLUSTER = "aws:elasticache/cluster:Cluster";
export const REPLICATION_GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
export const SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache";

/** Whether it is a node of a replication group, which says the rest. */
export const isMember = (cluster: Cluster): boolean => isGiven(cluster, "replicationGroupId");

/** Whether it follows a group in another region, whose engine, version and encryption it has: it can state none of its own. */
export const isFollower = (group: Group): boolean => isGiven(group, "globalReplicationGroupId");

/** Memcached copies nothing and keeps nothing: it has no users, no snapshots, and no upgrades by itself. */
export const isMemcached = ({ engine }: { readonly engine?: string | undefined }): boolean =>
  engine?.toLowerCase() === "memcached";
