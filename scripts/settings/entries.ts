import { Entries, Variants } from "../../infra/settings/merge";
import { type Environment, environments } from "../../infra/settings/presets";
import {
  defaultOf,
  defaultsOfEach,
  defaultsOfKind,
  discriminatorOf,
  firstKind,
  kindOf,
  objectIn,
  presetOf,
  type Schema,
  type Section,
  sectionSchema,
} from "./json-schema";

/** What both presets have for a setting, and with what else that the stack file states. */
export interface Default {
  readonly when: readonly Condition[];
  readonly values: Readonly<Record<Environment, unknown>>;
}

/** Another setting that decides on one: `kind: both`, `engine: mysql`. */
export interface Condition {
  readonly key: string;
  readonly kind: string;
}

/** One setting, or a group of settings of which there is something to say. */
export interface Entry {
  /** Keys from the section on: `storage.iops`, `routes[].route`, `functions.<name>.memoryMib`. */
  readonly path: string;
  readonly schema: Schema;
  readonly defaults: readonly Default[];
  /** Whether what it belongs to cannot be stated without it. */
  readonly required: boolean;
  /** Alternatives, each with all that has to be so. */
  readonly with: readonly (readonly Condition[])[];
}

/** An entry's place, before it is known what is there. */
type Where = Omit<Entry, "schema" | "with"> & { readonly conditions: readonly Condition[] };

/** Every setting of a section, in its order; what several kinds have in common is one entry. */
export function entriesOf(section: Section): Entry[] {
  const values = Object.fromEntries(environments.map((name) => [name, presetOf(section, name)]));
  const defaults = [{ when: [], values: values as Default["values"] }];
  return entriesIn(sectionSchema(section), defaults);
}

/** Every setting of a schema. */
export const entriesIn = (schema: Schema, defaults: readonly Default[] = []): Entry[] =>
  entries(schema, { path: "", defaults, required: false, conditions: [] });

function entries(schema: Schema, where: Where): Entry[] {
  if (schema.oneOf) return alternatives(schema, where);
  const { path, conditions } = where;
  const defaults = where.defaults.flatMap(byVariant);
  const own = entry(schema, { ...where, defaults });
  if (schema.properties) {
    const inner = Object.entries(schema.properties).flatMap(([key, property]) =>
      entries(property, {
        path: join(path, key),
        defaults: defaultsOf(key, where.defaults, defaults),
        required: schema.required?.includes(key) ?? false,
        conditions,
      }),
    );
    return schema.description === undefined || path === "" ? inner : [own, ...inner];
  }
  const [map, item] = [objectIn(schema.additionalProperties), objectIn(schema.items)];
  if (map) {
    const inner = { ...where, path: join(path, "<name>"), defaults: each(defaults, defaultsOfEach) };
    return [own, ...entries(map, inner)];
  }
  return item ? [own, ...entries(item, { ...where, path: `${path}[]`, defaults: [] })] : [own];
}

const entry = (schema: Schema, { conditions, ...where }: Where): Entry => ({ ...where, schema, with: [conditions] });

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

/** The choice between kinds, and the settings of all of them. */
function alternatives(schema: Schema, where: Where): Entry[] {
  const { path, defaults, conditions } = where;
  const discriminator = discriminatorOf(schema);
  const key = join(path, discriminator);
  const branches = schema.oneOf ?? [];
  const kinds = branches.map((branch) => branch.properties?.[discriminator] ?? {});
  const replaces = kinds.find((kind) => kind.replaces !== undefined)?.replaces;
  const choice = entry(
    { oneOf: kinds, ...(replaces !== undefined && { replaces }) },
    { ...where, path: key, defaults: each(defaults, firstKind) },
  );
  const lists = branches.map((branch) => {
    const kind = kindOf(branch, discriminator);
    const others = Object.entries(branch.properties ?? {}).filter(([name]) => name !== discriminator);
    const own = each(defaults, (value) => defaultsOfKind(value, kind)).map(({ when, values }) => ({
      when: [...when, { key, kind }],
      values,
    }));
    const inner = { ...where, defaults: own, conditions: [...conditions, { key, kind }] };
    return entries({ ...branch, properties: Object.fromEntries(others) }, inner);
  });
  // The one that has most has the order of all.
  return [choice, ...joined(lists.toSorted((one, other) => other.length - one.length))];
}

/** Lists of entries as one, each in its place, with what several of them tell alike told once. */
function joined(lists: readonly (readonly Entry[])[]): Entry[] {
  const all: Entry[] = [];
  const placeOf = (entry: Entry) => all.findIndex((other) => told(other) === told(entry));
  for (const list of lists) {
    for (const [index, entry] of list.entries()) {
      const place = placeOf(entry);
      const other = all[place];
      if (other) {
        const alike = { defaults: [...other.defaults, ...entry.defaults], with: [...other.with, ...entry.with] };
        all[place] = { ...other, ...alike };
      } else {
        const following = list.slice(index + 1).map(placeOf);
        all.splice(following.find((at) => at !== -1) ?? all.length, 0, entry);
      }
    }
  }
  return all;
}

/** What an entry says but for its defaults and what it is there with; what is in a list has entries of its own. */
const told = ({ path, schema: { items, additionalProperties, ...schema } }: Entry): string =>
  JSON.stringify([
    path,
    schema,
    objectIn(items) ? "list" : items,
    objectIn(additionalProperties) ? "map" : additionalProperties,
  ]);

const each = (defaults: readonly Default[], change: (value: unknown) => unknown): Default[] =>
  defaults.map(({ when, values }) => ({ when, values: { dev: change(values.dev), prod: change(values.prod) } }));

/** The defaults of a key; of one that the others depend on there is but one. */
function defaultsOf(key: string, whole: readonly Default[], given: readonly Default[]): Default[] {
  const decides = whole.some(({ values }) => values.dev instanceof Variants && values.dev.discriminator === key);
  return decides ? each(whole, firstKind) : each(given, (value) => defaultOf(value, key));
}

/** The defaults of each variant of a setting that is no union, such as those of each engine. */
function byVariant({ when, values: { dev, prod } }: Default): Default[] {
  if (!(dev instanceof Variants && prod instanceof Variants)) return [{ when, values: { dev, prod } }];
  return Object.keys(dev.of as object).flatMap((kind) =>
    byVariant({
      when: [...when, { key: dev.discriminator, kind }],
      values: { dev: defaultsOfKind(dev, kind), prod: defaultsOfKind(prod, kind) },
    }),
  );
}

/** A default as a stack file would state it. */
export const stated = (value: unknown): unknown => (value instanceof Entries ? value.entries : value);
