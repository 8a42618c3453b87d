import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A checkout of the repository, and where the sandbox keeps things in it: all below `.sandbox`, ignored by git. */
export interface Checkout {
  readonly root: string;
  /** `.sandbox`, for the user alone. */
  readonly folder: string;
  /** Name of the Pulumi project. */
  readonly project: string;
  /** PULUMI_HOME: links to the plugins, logs, the selected stack. */
  readonly home: string;
  /** The state of the stacks: Pulumi's file backend. */
  readonly state: string;
  /** A project folder in the checkout's place, for what may write into a stack file: see stack-file.ts. */
  readonly shadow: string;
}

export function openCheckout(root: string): Checkout {
  const { name } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as { name: string };
  const folder = join(root, ".sandbox");
  return {
    root,
    folder,
    project: name,
    home: join(folder, "home"),
    state: join(folder, "state"),
    shadow: join(folder, "project"),
  };
}
