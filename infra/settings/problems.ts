import * as pulumi from "@pulumi/pulumi";
import { closest } from "fastest-levenshtein";
import { z } from "zod";
import { namespace } from "./namespace";
import { allowedBy, at, type JsonSchema, put, schemaAt } from "./allowed";

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

/** Says what a failed check of one section found, in the words of its schema. */
export function problemsOf(section: string, schema: z.ZodType, value: unknown, error: z.ZodError): Problem[] {
  return error.issues.filter(isFirst).flatMap((issue): Problem[] => {
    const path = [namespace + section, ...issue.path.map(String)];
    const found = at(value, issue.path);
    const own = schemaAt(jsonSchema(schema), value, issue.path);
    if (issue.code === "unrecognized_keys") {
      const known = Object.keys(own?.properties ?? {});
      return issue.keys.map((key) => unknownKey([...path, key], (found as Record<string, unknown>)[key], known));
    }
    const example: unknown = own?.examples?.[0];
    const helps = example !== undefined && wouldDo(schema, value, issue.path, example);
    const allowed = allowedBy(issue, found, own);
    const given = show(issue.code === "invalid_key" ? issue.path.at(-1) : found);
    return [{ path: path.join("."), given, allowed, ...(helps && { example: JSON.stringify(example) }) }];
  });
}

/** What has the wrong type may have the wrong length too, of which nobody needs to hear. */
function isFirst(issue: z.core.$ZodIssue, index: number, all: readonly z.core.$ZodIssue[]): boolean {
  return !all.slice(0, index).some(({ code, path }) => code === "invalid_type" && samePath(path, issue.path));
}

const samePath = (one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index]);

/** Whether a check would find nothing more to say there with another value: beside other settings an example may be wrong too. */
function wouldDo(schema: z.ZodType, value: unknown, path: readonly PropertyKey[], example: unknown): boolean {
  const { error } = schema.safeParse(put(value, path, example));
  return !error?.issues.some((issue) => samePath(issue.path, path));
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

const written = new WeakMap<z.ZodType, JsonSchema>();

/** The schema in JSON's words, which is written once: it takes far longer than a check. */
function jsonSchema(schema: z.ZodType): JsonSchema {
  const json = written.get(schema) ?? z.toJSONSchema(schema, { io: "input" });
  written.set(schema, json);
  return json;
}
