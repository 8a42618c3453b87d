import { existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Checkout } from "./checkout";

/** What the state of a stack says, read from Pulumi's file backend without starting Pulumi. */
export interface StackState {
  readonly exists: boolean;
  /** Of the passphrase secrets provider. */
  readonly salt: string | undefined;
  /** URNs of the resources whose change was interrupted. */
  readonly pending: readonly string[];
}

interface Checkpoint {
  readonly checkpoint?: {
    readonly latest?: {
      readonly secrets_providers?: { readonly state?: { readonly salt?: string } };
      readonly pending_operations?: readonly { readonly resource: { readonly urn: string } }[];
    };
  };
}

/** The state of a stack of this checkout; of none when it was never created. */
export function readState(checkout: Checkout, stack: string): StackState {
  const file = join(checkout.state, ".pulumi", "stacks", checkout.project, `${stack}.json`);
  if (!existsSync(file)) return { exists: false, salt: undefined, pending: [] };
  const latest = (JSON.parse(readFileSync(file, "utf8")) as Checkpoint).checkpoint?.latest;
  return {
    exists: true,
    salt: latest?.secrets_providers?.state?.salt,
    pending: (latest?.pending_operations ?? []).map((operation) => operation.resource.urn),
  };
}

/** The stack that `pulumi stack select` chose last in this checkout, else `dev`. */
export function selectedStack(checkout: Checkout): string {
  // As Pulumi names it (sdk/go/common/workspace): one file for each project file, told apart by its path.
  const hash = createHash("sha1").update(join(checkout.root, "Pulumi.yaml")).digest("hex");
  const file = join(checkout.home, "workspaces", `${checkout.project}-${hash}-workspace.json`);
  if (!existsSync(file)) return "dev";
  const { stacks } = JSON.parse(readFileSync(file, "utf8")) as { readonly stacks?: Readonly<Record<string, string>> };
  return stacks?.[backendUrl(checkout)]?.split("/").at(-1) ?? "dev";
}

export function backendUrl(checkout: Checkout): string {
  return `file://${checkout.state}`;
}
