import { z } from "zod";

/** A line of a file of this repository. */
export interface Place {
  /** From the root of the repository, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const frame = z.object({ sourcePosition: z.string().optional() });
const digest = z.object({
  steps: z
    .array(
      z.object({
        newState: z
          .object({ urn: z.string(), parent: z.string().optional(), stackTrace: z.array(frame).default([]) })
          .optional(),
      }),
    )
    .default([]),
});

/** By URN, where the program declares a resource: its own line, then those that led there, outwards. */
export type Positions = (urn: string) => readonly Place[];

/**
 * Where the program declares each resource, as `pulumi preview --json` tells. A resource that a package makes, and not a line of
 * this repository, is where the component is that it is a part of.
 */
export function positionsIn(text: string): Positions {
  const states = digest.parse(JSON.parse(text)).steps.flatMap(({ newState }) => newState ?? []);
  const byUrn = new Map(states.map((state) => [state.urn, state]));
  const positionsOf: Positions = (urn) => {
    const { stackTrace = [], parent } = byUrn.get(urn) ?? {};
    const places = stackTrace.flatMap(({ sourcePosition = "" }) => placeOf(sourcePosition) ?? []);
    return places.length > 0 || parent === undefined ? places : positionsOf(parent);
  };
  return positionsOf;
}

/** `project:///infra/data/database.ts#170,12`; what lies in packages or outside is no place of the repository's. */
function placeOf(position: string): Place | undefined {
  const [, file, line, column] = /^project:\/\/\/(?!\.\.|node_modules\/)(.+)#(\d+),(\d+)$/.exec(position) ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}
