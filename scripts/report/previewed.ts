import { failureOf } from "../policy/failure";
import { Mistake } from "../mistake";
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
 * @throws Mistake with what the engine says, where there is no preview
 */
export function previewed(stack: string, folder = "."): Previewed {
  const result = preview(stack, { folder });
  const { log, stdout, isAccepted } = result;
  if (!wasJudged(result)) throw new Mistake(`${failureOf(result)}\nthe preview of ${stack} fails`);
  return { ...readDigest(stdout, log), log, isAccepted };
}
