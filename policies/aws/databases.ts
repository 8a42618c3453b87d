import type { ClusterArgs, ClusterInstanceArgs, InstanceArgs } from "@pulumi/aws/rds";

import type { Inputs, ResourceContext } from "../frame/rule";
import { forTypes } from "../frame/types";

type Instance = Inputs<InstanceArgs>;
type Cluster = Inputs<ClusterArgs>;

/** What an instance and a cluster, of Aurora or Multi-AZ, say alike. A cluster is no replica of an instance. */
export type Database = Pick<Instance, keyof Instance & keyof Cluster> & Pick<Instance, "replicateSourceDb">;

/** What an instance says of itself, alone or in an Aurora cluster. */
export type Member = Pick<Instance, keyof Instance & keyof Inputs<ClusterInstanceArgs>>;

/** What holds data: instances, and clusters, whose instances hold none of their own. */
export const databases = ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"] as const;

/** What runs the engine: instances, alone or in an Aurora cluster. */
export const instances = ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"] as const;

/** Judges {@link databases} alike. */
export const onDatabases = <O>(check: (db: Database, context: ResourceContext<O>) => void) =>
  forTypes(databases, check);

/** Judges {@link instances} alike. */
export const onInstances = <O>(check: (instance: Member, context: ResourceContext<O>) => void) =>
  forTypes(instances, check);
