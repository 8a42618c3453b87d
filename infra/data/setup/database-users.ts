import type { ComputeSettings } from "../../settings";
import { databaseUser } from "./database-user";

/** The database users of a stack's workloads that use the database, in an order that is always the same. */
export function databaseUsers(compute: ComputeSettings | undefined): string[] {
  if (!compute) return [];
  const functions = "functions" in compute ? Object.entries(compute.functions) : [];
  const users = functions
    .filter(([, { uses }]) => uses.includes("database"))
    .map(([name]) => databaseUser(`functions/${name}`));
  const onInstances = "instances" in compute && compute.instances.uses.includes("database");
  return [...users, ...(onInstances ? [databaseUser("instances")] : [])].sort();
}
