import { z } from "zod";

/** How long CloudWatch Logs can keep events, in days: the values that PutRetentionPolicy accepts (up to two years). */
export const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731] as const;

/** What else there is to say of a setting. */
interface More {
  /** What a change makes anew, of a setting that cannot be changed later: an object for "replaces". */
  readonly replaces: string;
}

/** Adds what editors, the reference pages and error messages say of a setting. */
export function described<T extends z.ZodType>(schema: T, description: string, example: z.input<T>, more?: More): T {
  return schema.meta({ description, examples: [example], ...more });
}

/** Adds what is allowed instead, where something is wrong. */
export function report(context: z.RefinementCtx, allowed: string | undefined, path: string[] = []): void {
  if (allowed !== undefined) context.addIssue({ code: "custom", path, message: allowed });
}

export const logRetention = described(z.literal([...retentionDays]), "Days that CloudWatch Logs keeps the events.", 30);

/*
 * Checks that zod has no name for. Each says the same in the keywords of JSON Schema, so that editors refuse what the program
 * refuses.
 */

/** A list that has each text once. */
export function distinct<T extends z.ZodType<readonly string[]>>(list: T, message: string): T {
  return list.refine((texts) => new Set(texts).size === texts.length, message).meta({ uniqueItems: true });
}

/** Any value but these. */
export function noneOf<T extends z.ZodType>(schema: T, values: readonly z.output<T>[], message: string): T {
  return schema.refine((value) => !values.includes(value), message).meta({ not: { enum: values } });
}

export const whole = (min: number, max: number) => z.int().min(min).max(max);

const time = "([01]\\d|2[0-3]):[0-5]\\d";
const day = "(mon|tue|wed|thu|fri|sat|sun)";

/** `hh:mm-hh:mm`, UTC. */
export const dailyWindow = z.string().regex(new RegExp(`^${time}-${time}$`), "a daily window hh:mm-hh:mm in UTC");

/** `ddd:hh:mm-ddd:hh:mm`, UTC. */
export const weeklyWindow = z
  .string()
  .regex(new RegExp(`^${day}:${time}-${day}:${time}$`), "a weekly window ddd:hh:mm-ddd:hh:mm in UTC");

/** Parameters of a parameter group, as RDS and ElastiCache spell their names. */
export const parameters = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]*$/, "a parameter's name: a letter, then letters, digits, _, . and -"),
  z.string(),
);
