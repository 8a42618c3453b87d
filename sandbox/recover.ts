import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTool } from "./engine/run-tool";
import type { Run } from "./run";

/**
 * The types that AWS makes for longer than a moment under a name that the program gives, with the input that holds
 * this name, which is also their id. (Any other leaves at most an unused resource in the local AWS.)
 */
const NAMES: Readonly<Record<string, string>> = {
  "aws:autoscaling/group:Group": "name",
  "aws:elasticache/cluster:Cluster": "clusterId",
  "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId",
  "aws:elasticache/serverlessCache:ServerlessCache": "name",
  "aws:elasticache/user:User": "userId",
  "aws:elasticache/userGroup:UserGroup": "userGroupId",
  "aws:lambda/function:Function": "name",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
  "aws:rds/clusterInstance:ClusterInstance": "identifier",
  "aws:rds/instance:Instance": "identifier",
  "aws:rds/proxy:Proxy": "name",
  "aws:s3/bucket:Bucket": "bucket",
};

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

export interface Deployment {
  readonly resources?: readonly Resource[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: Resource }[];
}

/**
 * The state without interrupted operations. What was being created under a known name counts as created: a refresh then
 * finds out whether it was, and forgets it otherwise. Without this the next `up` would create it again, and fail since
 * its name is taken.
 */
export function withoutPending(deployment: Deployment): Deployment {
  const { pending_operations: pending = [], resources = [], ...rest } = deployment;
  const known = new Set(resources.map(({ urn }) => urn));
  const adopted = pending
    .filter(({ type, resource }) => type === "creating" && !known.has(resource.urn))
    .flatMap(({ resource }) => {
      const id = resource.inputs?.[NAMES[resource.type] ?? ""];
      return typeof id === "string" && id !== "" ? [{ ...resource, id }] : [];
    });
  return { ...rest, resources: [...resources, ...adopted] };
}

/** Mends the state of a stack after a command on it was killed, so that the next one does not trip over it. */
export async function recover(pulumi: string, stack: string, { cwd, env }: Run): Promise<void> {
  const run = (...args: string[]): Promise<string> => runTool(pulumi, [...args, "--stack", stack], { cwd, env });
  const exported = JSON.parse(await run("stack", "export")) as { deployment: Deployment };
  const file = join(cwd, `recovered-${process.pid}.json`);
  try {
    writeFileSync(file, JSON.stringify({ ...exported, deployment: withoutPending(exported.deployment) }));
    await run("stack", "import", "--file", file);
  } finally {
    rmSync(file, { force: true });
  }
  await run("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
}
