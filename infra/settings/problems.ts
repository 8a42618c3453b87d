import * as pulumi from "@pulumi/pulumi";
import { closest } from "fastest-levenshtein";
import { z } from "zod";

/** One thing that is wrong in a stack's settings. */
export interface Problem {
  /** Where, as the stack file spells it: `web-platform:network.zones`. */
  readonly path: string;
  /** What was given, as JSON. */
  readonly given: string;
  /** What is allowed there. */
  readonly allowed: string;
  readonly example?: string;
}

/** All that is wrong in a stack's settings; Pulumi prints the message without a stack trace. */
export class SettingsError extends pulumi.RunError {
  constructor(
    stack: string,
    readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(`Pulumi.${stack}.yaml has ${count}:\n${problems.map(line).join("\n")}`);
    // Pulumi prints no stack of this error but inspects it all the same, and Node 20 needs ten seconds to colour a frame in
    // `node_modules/@pulumi/resource.ts` (pulumi/pulumi#20567). The stack has nothing to tell: the message names the place.
    this.stack = this.message;
  }
}

function line({ path, given, allowed, example }: Problem): string {
  const suffix = example === undefined ? "" : `; for example ${example}`;
  return `  ${path}: ${given} is not allowed: ${allowed}${suffix}`;
}

/** The namespace of the platform's settings in a stack file. */
export const namespace = "web-platform:";

/** Says what a failed check of one section found, in the words of its schema. */
export function problemsOf(section: string, schema: z.ZodType, value: unknown, error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue): Problem[] => {
    const path = [namespace + section, ...issue.path.map(String)];
    const found = at(value, issue.path);
    if (issue.code === "unrecognized_keys") {
      const known = Object.keys(found as object).filter((key) => !issue.keys.includes(key));
      return issue.keys.map((key) => unknownKey([...path, key], (found as Record<string, unknown>)[key], known));
    }
    const example = exampleAt(jsonSchema(schema), issue.path.map(String));
    // Right by itself and wrong beside another setting: then the example may be the very value that was given.
    const helps = example !== undefined && example !== show(found);
    const allowed =
      issue.code === "invalid_key"
        ? `a key that is ${issue.issues.map(({ message }) => message).join(", ")}`
        : issue.message;
    return [{ path: path.join("."), given: show(found), allowed, ...(helps && { example }) }];
  });
}

/** The problem of a key that no setting has; it names the nearest that there is. */
export function unknownKey(path: readonly string[], value: unknown, known: readonly string[]): Problem {
  const name = (path.at(-1) ?? "").replace(namespace, "");
  const hint =
    known.length > 0 ? `did you mean "${closest(name, known)}"? Known here: ${known.join(", ")}` : "no key is";
  return { path: path.join("."), given: show(value), allowed: `unknown key; ${hint}` };
}

/** A problem at a path without its namespace. */
export const problem = (path: string, given: unknown, allowed: string): Problem => ({
  path: namespace + path,
  given: show(given),
  allowed,
});

export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  // JSON has no words for functions and symbols, which no stack file can hold but any caller may hand over.
  const text = typeof value === "bigint" ? `${value}` : ((JSON.stringify(value) as string | undefined) ?? typeof value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

type JsonSchema = z.core.JSONSchema.JSONSchema;

const written = new WeakMap<z.ZodType, JsonSchema>();

/** The schema in JSON's words, which is written once: it takes far longer than a check. */
function jsonSchema(schema: z.ZodType): JsonSchema {
  const json = written.get(schema) ?? z.toJSONSchema(schema, { io: "input" });
  written.set(schema, json);
  return json;
}

function exampleAt(schema: JsonSchema | undefined, path: readonly string[]): string | undefined {
  if (schema === undefined) return undefined;
  for (const branch of schema.oneOf ?? schema.anyOf ?? []) {
    const found = exampleAt(branch, path);
    if (found !== undefined) return found;
  }
  const [key, ...rest] = path;
  const next =
    key === undefined ? undefined : (schema.properties?.[key] ?? schema.additionalProperties ?? schema.items);
  if (typeof next === "object") return exampleAt(next as JsonSchema, rest);
  return schema.examples?.[0] === undefined ? undefined : JSON.stringify(schema.examples[0]);
}
