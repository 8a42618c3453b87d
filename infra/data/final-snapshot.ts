import { randomBytes } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/**
 * A name for what is left of a database or cache when it is deleted. AWS refuses one that is taken, and snapshots stay: so each
 * resource has its own, which `KeptData` keeps as long as the resource is there, and what replaces it has the next.
 *
 * A preview draws none, so that two of the same commit are the same.
 */
export function finalSnapshotName(of: pulumi.Output<string>): pulumi.Output<string> {
  const drawn = pulumi.runtime.isDryRun() ? "0000000" : randomBytes(4).toString("hex").slice(0, 7);
  return pulumi.interpolate`${of}-final-${drawn}`;
}

/** Whether a name is of that kind. Once there was one for all that came after each other. */
export const isOfOneResource = (name: unknown): boolean => /-final-[0-9a-f]{7}$/.test(String(name));
