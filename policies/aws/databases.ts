import type { ClusterArgs, ClusterInstanceArgs, InstanceArgs, InstanceState } from "@pulumi/aws/rds";

import type { Inputs, ResourceContext } from "../frame/rule";
import type { Stack, StackResource } from "../frame/stack";
import { forTypes } from "../frame/types";
import { ifKnown } from "../frame/unknown";
import { isGiven } from "./spelled";

type Instance = Inputs<InstanceArgs>;
type Cluster = Inputs<ClusterArgs>;

/** What an instance and a cluster, of Aurora or Multi-AZ, say alike, and of what each may be a copy. */
export type Database = Pick<Instance, keyof Instance & keyof Cluster> &
  Pick<Instance, "replicateSourceDb"> &
  Pick<Cluster, "replicationSourceIdentifier" | "engineMode">;

/** What an instance says of itself, alone or in an Aurora cluster. */
export type Member = Pick<Instance, keyof Instance & keyof Inputs<ClusterInstanceArgs>>;

export const INSTANCE = "aws:rds/instance:Instance";
export const CLUSTER = "aws:rds/cluster:Cluster";

/** What holds data: instances, and clusters, whose instances hold none of their own. */
export const databases = [INSTANCE, CLUSTER] as const;

/** What runs the engine: instances, alone or in an Aurora cluster. */
export const instances = [INSTANCE, "aws:rds/clusterInstance:ClusterInstance"] as const;

/** Judges {@link databases} alike. */
export const onDatabases = <O>(check: (db: Database, context: ResourceContext<O>) => void) =>
  forTypes(databases, check);

/** Judges {@link instances} alike. */
export const onInstances = <O>(check: (instance: Member, context: ResourceContext<O>) => void) =>
  forTypes(instances, check);

/** Whether it is a read replica of another instance or cluster, be that one known or not. */
export const isReplica = (
  db: Pick<Partial<Record<keyof Database, unknown>>, "replicateSourceDb" | "replicationSourceIdentifier">,
): boolean => isGiven(db, "replicateSourceDb") || isGiven(db, "replicationSourceIdentifier");

/** An engine without its edition. Aurora's are engines of their own; `aurora` alone was MySQL. */
export type Engine =
  "aurora-mysql" | "aurora-postgresql" | "db2" | "mariadb" | "mysql" | "oracle" | "postgres" | "sqlserver";

const engines: readonly (readonly [beginning: string, engine: Engine])[] = [
  ["aurora-postgresql", "aurora-postgresql"],
  ["aurora", "aurora-mysql"],
  ["db2", "db2"],
  ["mariadb", "mariadb"],
  ["mysql", "mysql"],
  ["oracle", "oracle"],
  ["postgres", "postgres"],
  ["sqlserver", "sqlserver"],
];

/** The engine by the name that RDS has for it and its edition, such as `oracle-se2`; undefined for others, RDS Custom's too. */
export function engineOf(name: string): Engine | undefined {
  return engines.find(([beginning]) => name.toLowerCase().startsWith(beginning))?.[1];
}

/**
 * The name of a database's engine: its own, or, as a replica states none, that of its source in the stack, of which it may be
 * a replica in turn. Undefined where it is not known yet, as of a restored snapshot.
 */
export function engineNameIn(stack: Stack, db: StackResource<InstanceState>): string | undefined {
  const all = stack.ofType<InstanceState>(INSTANCE);
  for (const seen = [db]; ;) {
    const [last = db] = seen;
    const own = ifKnown(() => last.props.engine);
    if (own) return own;
    const source = "replicateSourceDb" in last.props ? stack.reference(last, "replicateSourceDb", all) : undefined;
    if (!(source instanceof Object) || seen.includes(source)) return undefined;
    seen.unshift(source);
  }
}
