import { askLocalAws } from "./server";

/**
 * The operations that deployments to this checkout's local AWS have called since it started, by service, as botocore names
 * both: what a role that deploys has to be allowed.
 *
 * @throws when it does not run
 */
export async function calledOperations(checkout: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const response = await askLocalAws(checkout, "GET", "/_local_aws/calls");
  if (!response.ok) throw new Error(`The local AWS does not tell what was called: HTTP ${response.status}`);
  return (await response.json()) as Record<string, readonly string[]>;
}
