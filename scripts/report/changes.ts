import { literal } from "../../policies/frame/literal";
import type { Graph, Resource } from "./graph";
import { shortType } from "./resources";
import { secret, unknown } from "./values";

/** What differs between two graphs. Names of stacks, and what Pulumi appends to names, make no difference. */
export interface Changes {
  readonly added: readonly Resource[];
  readonly removed: readonly Resource[];
  readonly changed: readonly { readonly resource: Resource; readonly properties: readonly Change[] }[];
  readonly same: number;
}

/** A property with what it was and is, in words. */
export interface Change {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A stack with its name, with which names in AWS begin. */
export interface NamedGraph {
  readonly stack: string;
  readonly graph: Graph;
}

/**
 * What there is in `after` that is not in `before`, what is gone, and which inputs differ. A value that only the update will
 * know differs where it comes from other resources. Where one side is deployed and knows it, nobody can tell.
 */
export function changesBetween(before: NamedGraph, after: NamedGraph): Changes {
  const [old, current] = [portable(before), portable(after)];
  const both = [...current].flatMap(([key, resource]) => {
    const other = old.get(key);
    return other ? [{ resource: resource.original, properties: differences(other, resource) }] : [];
  });
  const missing = (these: Portables, those: Portables) =>
    [...these].filter(([key]) => !those.has(key)).map(([, { original }]) => original);
  const changed = both.filter(({ properties }) => properties.length > 0);
  return {
    added: missing(current, old),
    removed: missing(old, current),
    changed,
    same: both.length - changed.length,
  };
}

interface Portable {
  readonly original: Resource;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly references: Readonly<Record<string, readonly string[]>>;
}

type Portables = ReadonlyMap<string, Portable>;

/** Text as it would be in any stack: without the stack's name, and without what Pulumi appends to names. */
function wordsIn({ stack, graph }: NamedGraph): (text: string) => string {
  const names = [...new Set(graph.resources.map(({ name }) => name))].sort((a, b) => b.length - a.length).map(literal);
  // What a name begins with is the stack's name, or another one that the stack had.
  const begun = `(?:[\\w-]+-)?(?:${names.join("|")})`;
  const generated = new RegExp(`(?<![\\w-])(${begun}|${literal(stack)})-?[0-9a-f]{7}(?![0-9a-f])`, "g");
  const stackName = new RegExp(`(?<![\\w-])${literal(stack)}-`, "g");
  return (text) => text.replace(generated, "$1").replace(stackName, "");
}

/** What a resource is called in any stack, by its URN. */
export function keysIn(named: NamedGraph): (urn: string) => string {
  const words = wordsIn(named);
  return (urn) => words(urn.split("::").slice(2).join(" "));
}

/** The resources by what they are called in any stack. */
function portable(named: NamedGraph): Portables {
  const [words, key] = [wordsIn(named), keysIn(named)];
  const every = (value: unknown): unknown => {
    if (typeof value === "string") return words(value);
    if (Array.isArray(value)) return value.map(every);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, every(element)]));
  };
  return new Map(
    named.graph.resources.map((original) => [
      key(original.urn),
      {
        original,
        inputs: every(original.inputs) as Record<string, unknown>,
        references: Object.fromEntries(
          Object.entries(original.references).map(([property, urns]) => [property, urns.map(key).sort()]),
        ),
      },
    ]),
  );
}

function differences(before: Portable, after: Portable): Change[] {
  const properties = [...new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)])].sort();
  return properties.flatMap((property) => {
    const [old, current] = [before.inputs[property], after.inputs[property]];
    const [from, to] = [before.references[property] ?? [], after.references[property] ?? []];
    return haveOtherSources([old, from], [current, to])
      ? [{ path: property, before: sources(from, to), after: sources(to, from) }]
      : compare(property, old, current);
  });
}

/** A deployed value has more sources than one that is not known, whose making has not run. So only none and some differ. */
function haveOtherSources(
  [old, from]: readonly [value: unknown, sources: readonly string[]],
  [current, to]: readonly [value: unknown, sources: readonly string[]],
): boolean {
  if (old === undefined || current === undefined) return false;
  if (hasUnknown(old) && hasUnknown(current)) return from.join() !== to.join();
  return (hasUnknown(old) || hasUnknown(current)) && (from.length === 0) !== (to.length === 0);
}

const hasUnknown = (value: unknown): boolean => JSON.stringify(value).includes(unknown);

/** Where a value comes from, as far as the other does not come from there. */
function sources(keys: readonly string[], others: readonly string[]): string {
  if (keys.length === 0) return "from no resource";
  const own = keys.filter((key) => !others.includes(key)).map((key) => shortType(key.replace(/^\S*\$/, "")));
  return own.length === 0 ? "from fewer resources" : short(`from ${own.join(", ")}`);
}

/** Where two values differ, as far down as they have the same shape. */
function compare(path: string, before: unknown, after: unknown): Change[] {
  const isOpen = before !== undefined && after !== undefined && (before === unknown || after === unknown);
  if (isOpen || JSON.stringify(before) === JSON.stringify(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length === after.length
      ? before.flatMap((element, index) => compare(`${path}[${index}]`, element, after[index]))
      : [{ path, before: more(before, after), after: more(after, before) }];
  }
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => compare(`${path}.${key}`, before[key], after[key]));
  }
  return [{ path, before: shown(before), after: shown(after) }];
}

/** The elements of a list that another does not have. */
function more(list: readonly unknown[], other: readonly unknown[]): string {
  const others = new Set(other.map((element) => JSON.stringify(element)));
  const own = list.filter((element) => !others.has(JSON.stringify(element)));
  return own.length === 0 ? "nothing else" : own.map(shown).join(", ");
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value in words: long ones by their length. */
export function shown(value: unknown): string {
  if (value === undefined) return "not set";
  if (value === unknown) return "not known before the update";
  if (value === secret) return secret;
  if (value === "") return "empty";
  return short(typeof value === "string" ? value : JSON.stringify(value));
}

const longest = 80;
const short = (text: string): string => (text.length <= longest ? text : `a value of ${text.length} characters`);
