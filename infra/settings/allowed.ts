import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";

export type JsonSchema = z.core.JSONSchema.JSONSchema;

type Issue = z.core.$ZodIssue;

const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys with values",
  record: "keys with values",
};

/** What is allowed where a check has failed, in words; `schema` is that of the value that was found, if it is known. */
export function allowedBy(issue: Issue, found: unknown, schema: JsonSchema | undefined): string {
  switch (issue.code) {
    case "invalid_key":
      return `a key that is ${issue.issues.map(({ message }) => message).join(", ")}`;
    case "invalid_value":
      return oneOf(issue.values, found);
    case "invalid_union":
      return "options" in issue ? oneOf(issue.options, found) : issue.errors.map(alternative).join(", or ");
    case "invalid_type":
      return schema?.type === "integer" ? range(schema) : (kinds[issue.expected] ?? issue.message);
    case "too_small":
    case "too_big":
      return bounds(issue, schema);
    default:
      return issue.message;
  }
}

const alternative = (issues: readonly Issue[]): string =>
  issues.map((issue) => allowedBy(issue, undefined, undefined)).join(", ");

/** The values, and the one of them that was meant, where a text is like it. */
export function oneOf(values: readonly unknown[], found: unknown): string {
  const all = values.map((value) => JSON.stringify(value)).join(", ");
  return `${values.length === 1 ? "" : "one of "}${all}${meant(found, values)}`;
}

/** A text that is more another one than itself is none of a list misspelt. */
function meant(found: unknown, values: readonly unknown[]): string {
  const texts = values.filter((value) => typeof value === "string");
  if (typeof found !== "string" || texts.length === 0) return "";
  const nearest = closest(found, texts);
  const isLike = distance(found.toLowerCase(), nearest) < nearest.length / 2 || found.startsWith(nearest);
  return isLike ? `; did you mean "${nearest}"?` : "";
}

function bounds(issue: Extract<Issue, { code: "too_small" | "too_big" }>, schema: JsonSchema | undefined): string {
  const { origin } = issue;
  if (origin === "array") return `a list of ${span(schema?.minItems, schema?.maxItems)}`;
  if (origin === "string") return issue.code === "too_small" ? "a text that is not empty" : issue.message;
  return schema ? range(schema) : issue.message;
}

function range(schema: JsonSchema): string {
  const { minimum, maximum, exclusiveMinimum } = schema;
  const kind = kinds[schema.type === "integer" ? "int" : "number"] ?? "";
  return exclusiveMinimum === undefined
    ? `${kind} from ${minimum} to ${maximum}`
    : `${kind} above ${exclusiveMinimum}, to ${maximum}`;
}

function span(least: number | undefined, most: number | undefined): string {
  return most === undefined ? `${least ?? 0} or more` : `${least ?? 0} to ${most}`;
}

/**
 * The schema of what a path leads to in a value. Of alternatives it is the one whose constants the value has, such as its
 * `kind`, and else the first that goes there.
 */
export function schemaAt(
  schema: JsonSchema | undefined,
  value: unknown,
  path: readonly PropertyKey[],
): JsonSchema | undefined {
  const alternatives = schema?.oneOf ?? schema?.anyOf;
  if (schema === undefined || (path.length === 0 && !alternatives)) return schema;
  if (alternatives) {
    const fitting = alternatives.filter((branch) => fits(branch, value));
    for (const branch of fitting.length > 0 ? fitting : alternatives) {
      const found = schemaAt(branch, value, path);
      if (found) return found;
    }
    return undefined;
  }
  const [key = "", ...rest] = path;
  const next = schema.properties?.[String(key)] ?? schema.additionalProperties ?? schema.items;
  return typeof next === "object" ? schemaAt(next as JsonSchema, at(value, [key]), rest) : undefined;
}

const fits = (branch: JsonSchema, value: unknown): boolean =>
  Object.entries(branch.properties ?? {}).every(
    ([key, property]) =>
      typeof property !== "object" || property.const === undefined || at(value, [key]) === property.const,
  );

export function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** The value with another one where the path leads to. */
export function put(value: unknown, [key, ...rest]: readonly PropertyKey[], other: unknown): unknown {
  if (key === undefined) return other;
  const inner = put(at(value, [key]), rest, other);
  return Array.isArray(value) ? value.with(Number(key), inner) : { ...(value as object), [key]: inner };
}
