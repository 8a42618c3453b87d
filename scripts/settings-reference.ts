/**
 * Writes what editors and readers need to know of the settings: docs/settings.schema.json and docs/settings.md.
 *
 * With `--check` it writes nothing and fails when a file is stale.
 */
import { z } from "zod";
import { Entries, Variants } from "../infra/settings/merge";
import { type Environment, environments, presets } from "../infra/settings/presets";
import { namespace } from "../infra/settings/namespace";
import { sections } from "../infra/settings/settings";
import { writeOrCheck } from "./generated";

type Schema = z.core.JSONSchema.JSONSchema;

const schemas = Object.fromEntries(
  Object.entries(sections).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: "input" }) as Schema]),
);

/** A stack file states only what differs from the preset, so nothing is required in it. */
function withoutRequired(schema: Schema): Schema {
  const left = new Set(["required", "$schema"]);
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => (left.has(key) ? undefined : value))) as Schema;
}

const stackFileSchema: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Stack settings of the web platform",
  type: "object",
  properties: {
    config: {
      type: "object",
      required: ["aws:region", `${namespace}environment`],
      patternProperties: { [`^${namespace}(?!(environment|${Object.keys(schemas).join("|")})$)`]: false },
      properties: {
        "aws:region": { type: "string", description: "AWS region of the stack.", examples: ["eu-west-1"] },
        [`${namespace}environment`]: {
          enum: [...environments],
          description: "The preset that completes what the stack file states.",
        },
        ...Object.fromEntries(
          Object.entries(schemas).map(([name, schema]) => [namespace + name, withoutRequired(schema)]),
        ),
      },
    },
  },
};

type Defaults = Readonly<Record<Environment, unknown>>;

/** One row a setting: key, what is allowed, both presets, meaning. */
function rows(path: string, schema: Schema, defaults: Defaults): string[] {
  const branches = schema.oneOf ?? schema.anyOf ?? [];
  if (branches.length > 0) {
    return branches.flatMap((branch) => {
      const [discriminator, kind] = discriminatorOf(branch);
      return rows(path, branch, each(defaults, variant(kind))).map((row) =>
        discriminator === undefined ? row : row.replace("` |", `\`, ${discriminator} \`${kind}\` |`),
      );
    });
  }
  const { properties, additionalProperties, items } = schema;
  if (properties) {
    const inner = Object.entries(properties).flatMap(([key, property]) =>
      rows(path === "" ? key : `${path}.${key}`, property as Schema, each(defaults, get(key))),
    );
    return schema.description === undefined ? inner : [row(path, schema, nothing), ...inner];
  }
  if (isObject(additionalProperties)) {
    const entries = each(defaults, (value) => value instanceof Entries && value.each);
    return [row(path, schema, nothing), ...rows(`${path}.<name>`, additionalProperties, entries)];
  }
  if (isObject(items)) return [row(path, schema, defaults), ...rows(`${path}[]`, items, nothing)];
  return [row(path, schema, defaults)];
}

const nothing: Defaults = { dev: undefined, prod: undefined };

const each = (defaults: Defaults, change: (value: unknown) => unknown): Defaults => ({
  dev: change(defaults.dev),
  prod: change(defaults.prod),
});

const get = (key: string) => (value: unknown) => (value as Record<string, unknown> | undefined)?.[key];

const variant = (kind: string) => (value: unknown) =>
  value instanceof Variants ? (value.of as Record<string, unknown>)[kind] : value;

/** The defaults where nothing is stated that they depend on. */
const first = (value: unknown) => (value instanceof Variants ? Object.values(value.of as object)[0] : value) as unknown;

const isObject = (schema: unknown): schema is Schema =>
  typeof schema === "object" && schema !== null && (schema as Schema).type === "object" && "properties" in schema;

/** What tells a branch of a union from the others, such as `kind`. */
function discriminatorOf(branch: Schema): [string, string] | [undefined, ""] {
  const found = Object.entries(branch.properties ?? {}).find(
    ([, inner]) => typeof (inner as Schema).const === "string",
  );
  return found ? [found[0], String((found[1] as Schema).const)] : [undefined, ""];
}

function row(path: string, schema: Schema, defaults: Defaults): string {
  const cells = [`\`${path}\``, allowed(schema), shown(defaults.dev), shown(defaults.prod)];
  return `| ${[...cells, (schema.description ?? "").replaceAll("|", "\\|")].join(" | ")} |`;
}

const shown = (value: unknown) => (value === undefined ? "" : `\`${JSON.stringify(value)}\``);

function allowed(schema: Schema): string {
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(", ");
  if (schema.properties || isObject(schema.additionalProperties)) return "";
  if (schema.exclusiveMinimum !== undefined) return `more than ${schema.exclusiveMinimum}, at most ${schema.maximum}`;
  if (schema.type === "array" && isObject(schema.items)) return "list";
  if (schema.type === "array") return `list of ${allowed((schema.items ?? {}) as Schema)}`;
  if (schema.minimum !== undefined) return `${schema.minimum} to ${schema.maximum ?? "any"}`;
  if (schema.type === "object") return "map of text";
  return schema.type === "boolean" ? "`true`, `false`" : "text";
}

const head = "| key | allowed | dev | prod | meaning |\n| --- | --- | --- | --- | --- |";

function table(title: string, schema: Schema | undefined, defaults: Defaults): string {
  return `## ${title}\n\n${head}\n${rows("", schema ?? {}, defaults).join("\n")}\n`;
}

function reference(): string {
  const presetsOf = <T>(pick: (preset: (typeof presets)[Environment]) => T) => ({
    dev: pick(presets.dev),
    prod: pick(presets.prod),
  });
  const compute = schemas["compute"]?.oneOf ?? [];
  return [
    "# Settings\n",
    "Every setting of a stack, with what the presets say. A stack file (`Pulumi.<stack>.yaml`) names its `environment`",
    "and states only what differs. Lists and the names of functions are taken whole, everything else key by key. This page",
    "is generated by `npm run docs`; so is `settings.schema.json`, with which editors complete and check stack files.\n",
    `A wrong key or value stops the program before the first resource, with all problems at once.\n`,
    table(
      `\`${namespace}network\``,
      schemas["network"],
      presetsOf((preset) => preset.network),
    ),
    `A stack with \`engine: mysql\` begins from version ${presets.prod.database.of.mysql.engineVersion} and port ${presets.prod.database.of.mysql.port}.\n`,
    table(
      `\`${namespace}database\``,
      schemas["database"],
      presetsOf((preset) => preset.database.of.postgres),
    ),
    "The version of a cache follows from its engine: of `redis` it begins with 7.1, and serverless with 7; serverless",
    "`memcached` begins with 1.6.\n",
    ...(schemas["cache"]?.oneOf ?? []).map((schema) => {
      const [, kind] = discriminatorOf(schema);
      return table(
        `\`${namespace}cache\`, kind \`${kind}\``,
        schema,
        presetsOf((preset) => first(variant(kind)(preset.cache))),
      );
    }),
    `Compute has three kinds: \`instances\`, \`functions\` and \`both\`; dev is \`functions\`, prod is \`both\`. The table is that of`,
    "`both`. Kind `instances` has no `api`, no `functions` and no authorization or throttling by route; kind `functions` has no",
    "`instances`, and each kind begins with the sample's routes to what it has.\n",
    table(
      `\`${namespace}compute\``,
      compute.find((schema) => discriminatorOf(schema)[1] === "both"),
      presetsOf((preset) => preset.compute.of.both),
    ),
    table(
      `\`${namespace}edge\``,
      schemas["edge"],
      presetsOf((preset) => preset.edge),
    ),
    table(`\`${namespace}identity\``, schemas["identity"], nothing),
  ].join("\n");
}

void writeOrCheck({
  "docs/settings.schema.json": JSON.stringify(stackFileSchema),
  "docs/settings.md": reference(),
});
