import type { z } from "zod";

/** The events of the engine's log (`--event-log`, one JSON object a line) that have this form in their text. */
export function eventsOf<T>(log: string, form: RegExp, schema: z.ZodType<T>): T[] {
  const lines = log.split("\n").filter((line) => form.test(line));
  return lines.map((line) => schema.parse(JSON.parse(line)));
}
