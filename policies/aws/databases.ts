import type { ClusterArgs, ClusterInstanceArgs, InstanceArgs } from "@pulumi/aws/rds";

import type { Inputs, ResourceContext } from "../frame/rule";

type Instance = Inputs<InstanceArgs>;
type Cluster = Inputs<ClusterArgs>;

/** What an instance and a cluster, of Aurora or Multi-AZ, say alike. A cluster is no replica of an instance. */
export type Database = Pick<Instance, keyof Instance & keyof Cluster> & Pick<Instance, "replicateSourceDb">;

/** What an instance says of itself, alone or in an Aurora cluster. */
export type Member = Pick<Instance, keyof Instance & keyof Inputs<ClusterInstanceArgs>>;

/** Judges databases: instances, and clusters, whose instances hold no data of their own. */
export const onDatabases = <O>(check: (db: Database, context: ResourceContext<O>) => void) => ({
  "aws:rds/instance:Instance": check,
  "aws:rds/cluster:Cluster": check,
});

/** Judges what runs the engine: instances, alone or in an Aurora cluster. */
export const onInstances = <O>(check: (instance: Member, context: ResourceContext<O>) => void) => ({
  "aws:rds/instance:Instance": check,
  "aws:rds/clusterInstance:ClusterInstance": check,
});

/** The types that {@link onDatabases} judges. */
export const databases = ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"] as const;

/** The types that {@link onInstances} judges. */
export const instances = ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"] as const;
