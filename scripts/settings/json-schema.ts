import { z } from "zod";
import { Entries, Variants } from "../../infra/settings/merge";
import { type Environment, presets } from "../../infra/settings/presets";
import { sections } from "../../infra/settings/settings";

/** A setting in the words of JSON Schema, with what `infra/settings/common.ts` tells of it besides. */
export interface Schema extends z.core.JSONSchema.JSONSchema {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  /** What is allowed, in the words that the program refuses anything else with; editors know the keyword too. */
  errorMessage?: string;
  /** What a change makes anew, where a setting cannot be changed later. */
  replaces?: string;
}

export type Section = keyof typeof sections;

export const sectionNames = Object.keys(sections) as Section[];

/** The settings of a section, as its checks have them. */
export const sectionSchema = (section: Section): Schema => schemaOf(sections[section]);

/** What the preset of an environment has for a section: nothing for what is each account's own. */
export const presetOf = (section: Section, environment: Environment): unknown =>
  (presets[environment] as Readonly<Partial<Record<Section, unknown>>>)[section] ?? {};

/** The settings of a schema of zod; draft 7 is what editors know best. */
export function schemaOf(schema: z.ZodType): Schema {
  const json = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-07",
    override: ({ zodSchema, jsonSchema }) => {
      const told = zodSchema._zod.def.type === "object" ? [] : messages(zodSchema);
      if (told.length > 0) Object.assign(jsonSchema, { errorMessage: told.join("; ") });
    },
  }) as Schema;
  delete json.$schema;
  return json;
}

/** What the checks of a schema say is allowed; those that judge several settings beside each other stay out. */
function messages(schema: z.core.$ZodType): string[] {
  return (schema._zod.def.checks ?? []).flatMap((check) => {
    const error = check._zod.def.error as unknown as ((...issue: unknown[]) => unknown) | undefined;
    // One that reads the value tells more than what is allowed.
    const message = error?.length === 0 ? error() : undefined;
    return typeof message === "string" ? [message] : [];
  });
}

/** A schema of an object that is written out, or undefined. */
export const objectIn = (schema: Schema | boolean | undefined): Schema | undefined =>
  typeof schema === "object" && schema.properties !== undefined ? schema : undefined;

/** What tells the branches of a union from each other, such as `kind`. */
export function discriminatorOf(union: Schema): string {
  const [key] =
    Object.entries(union.oneOf?.[0]?.properties ?? {}).find(([, inner]) => typeof inner.const === "string") ?? [];
  if (key === undefined) throw new Error("a union of settings has no discriminator");
  return key;
}

/** The value of the discriminator that a branch is for. */
export const kindOf = (branch: Schema, discriminator: string): string =>
  String(branch.properties?.[discriminator]?.const);

/** The defaults of a kind; of what has no defaults there are none. */
export const defaultsOfKind = (defaults: unknown, kind: string): unknown =>
  defaults instanceof Variants ? (defaults.of as Record<string, unknown>)[kind] : undefined;

/** The kind that is taken where none is stated. */
export const firstKind = (defaults: unknown): string | undefined =>
  defaults instanceof Variants ? Object.keys(defaults.of as object)[0] : undefined;

/** The default of a key. */
export const defaultOf = (defaults: unknown, key: string): unknown =>
  typeof defaults === "object" && defaults !== null ? (defaults as Readonly<Record<string, unknown>>)[key] : undefined;

/** The defaults of each entry of a map. */
export const defaultsOfEach = (defaults: unknown): unknown => (defaults instanceof Entries ? defaults.each : undefined);
