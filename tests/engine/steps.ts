import { z } from "zod";
import { eventsOf } from "../../scripts/policy/events";

const inputs = z.record(z.string(), z.unknown());
const planned = z.object({
  resourcePreEvent: z.object({
    metadata: z.object({
      op: z.string(),
      urn: z.string(),
      type: z.string(),
      old: z.object({ inputs: inputs.optional() }).nullish(),
      new: z.object({ inputs: inputs.optional() }).nullish(),
    }),
  }),
});

/** What a preview or an update does to a resource. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  /** What the program says of the resource, and what it said before. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly inputsBefore: Readonly<Record<string, unknown>>;
}

/** The steps in a log of the engine's events, those for resources that stay the same among them. */
export function stepsOf(eventLog: string): Step[] {
  return eventsOf(eventLog, /"resourcePreEvent"/, planned)
    .map(({ resourcePreEvent }) => resourcePreEvent.metadata)
    .map(({ op, urn, type, old, new: now }) => ({
      op,
      urn,
      type,
      inputs: now?.inputs ?? {},
      inputsBefore: old?.inputs ?? {},
    }));
}

/** Updates of resources of which the program says what it said before: AWS keeps another value, and each `up` sends it again. */
export function unexplained(steps: readonly Step[]): string[] {
  return steps
    .filter(({ op, inputs, inputsBefore }) => op === "update" && canonical(inputs) === canonical(inputsBefore))
    .map(({ urn }) => urn);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
