import * as pulumi from "@pulumi/pulumi";
import type { Deployed } from "./state";

/** What an update would take away. */
export interface Loss {
  readonly name: string;
  readonly type: string;
  /** In AWS, by which alone it can be given up. */
  readonly id: string;
  readonly why: string;
}

/** Reads a place in the state. What awsx wraps a VPC in knows its id by another name. */
export const lossOf = (place: string, { type, outputs: { id, vpcId } }: Deployed, why: string): Loss => ({
  name: place.split("::").at(-1) ?? "",
  type,
  id: String(id ?? vpcId),
  why,
});

/** Says what an update would take away, and how to mean it; Pulumi prints it without a stack trace. */
export class DataLoss extends pulumi.RunError {
  constructor(stack: string, losses: readonly Loss[]) {
    super(
      [
        "What holds data is not replaced or deleted by the way. Nothing has happened to:",
        ...losses.map(({ name, type, id, why }) => `  ${name}, ${type} ${id}: ${why}`),
        "Take the edit back; or, to lose what is in there, say so for this one update:",
        `  pulumi up -s ${stack} --config web-platform:loseData=${losses.map(({ id }) => id).join(",")}`,
      ].join("\n"),
    );
    // The message tells all, and Node would colour a stack for seconds (pulumi/pulumi#20567).
    this.stack = this.message;
  }
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * Which properties replace a resource: of those that AWS cannot change, the ones that differ; where none does, of all that
 * the program states. Among these may be what AWS calls otherwise than it was told.
 */
export function replacing(fixed: readonly string[], before: Properties, now: Properties): string {
  const differing = (keys: readonly string[]) =>
    keys
      .filter((key) => isPlain(now[key]) && now[key] !== before[key])
      .map((key) => `${key} ${JSON.stringify(before[key])} -> ${JSON.stringify(now[key])}`);
  const some = differing(fixed);
  const all = some.length > 0 ? some : differing(Object.keys(now));
  return all.length > 0 ? `would be replaced, because of ${all.join(", ")}` : "would be replaced";
}

const isPlain = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);
