import { preview, wasJudged } from "../policy/preview";
import { type Graph, readDigest } from "./graph";

/** A preview as the report reads it. */
export interface Previewed {
  readonly graph: Graph;
  readonly config: Readonly<Record<string, string>>;
  readonly log: string;
  readonly isAccepted: boolean;
}

/**
 * Previews a stack in the checkout in `folder`.
 *
 * @throws Error with what the engine says, where there is no preview
 */
export function previewed(stack: string, folder = "."): Previewed {
  // Of a stack that is deployed, a preview shows only what changes, unless it is asked for the rest.
  const result = preview(stack, { folder, flags: ["--json", "--show-sames"] });
  const { log, stdout, stderr, isAccepted } = result;
  if (!wasJudged(result)) throw new Error(`${stdout}${stderr}\nthe preview of ${stack} fails`);
  return { ...readDigest(stdout, log), log, isAccepted };
}
