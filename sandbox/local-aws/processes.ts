import { askLocalAws } from "./server";

/**
 * Lets the server that listens on a port of 127.0.0.1 serve for an instance: load balancers of the local AWS then send it
 * the instance's requests. Without a port nobody serves for it any more. Not kept beyond the local AWS's own process.
 *
 * @throws when the local AWS does not run, or knows no such instance
 */
export async function serveForInstance(checkout: string, instance: string, port?: number): Promise<void> {
  const body = JSON.stringify({ instance, port: port ?? null });
  const response = await askLocalAws(checkout, "POST", "/_local_aws/processes", body);
  if (!response.ok) throw new Error(`No process can serve for ${instance}: ${await response.text()}`);
}
