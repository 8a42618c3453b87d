import type { Finding } from "../scripts/policy/findings";
import type { Change, Progress } from "./progress";

/** A shorter list of changes is shown whole. */
const SHOWN = 20;
/** As many as are waited for are named. */
const NAMED = 5;
/** What takes no longer is not waited for. */
const PATIENCE_SECONDS = 2;

/** How an operation goes on: a line on the whole, and one for each resource that has taken a while. */
export function progressLines(
  doing: string,
  { done, waiting }: Progress,
  total: number,
  began: number,
  now: number,
): string[] {
  const long = waiting.filter(({ since }) => now - since >= PATIENCE_SECONDS);
  const names = long.slice(0, NAMED).map((change) => `  ${nameOf(change)}  ${duration(now - change.since)}`);
  const rest = long.length > NAMED ? [`  and ${long.length - NAMED} more`] : [];
  return [`${doing}: ${total > 0 ? `${done} of ${total} done, ` : ""}${duration(now - began)}`, ...names, ...rest];
}

/** What an operation changes: each resource with what differs, or how many there are. */
export function changeLines({ changes, counts = {} }: Progress): string[] {
  const sum = sumOf(counts, { create: "to create", update: "to change", replace: "to replace", delete: "to delete" });
  const few = changes.length <= SHOWN ? changes : [];
  return [
    `${sum || "Nothing to change"}.`,
    ...few.map((change) => `  ${change.op} ${nameOf(change)}${listed(change.properties)}`),
  ];
}

/** What an operation has changed: `140 created in 1 min 48 s`. */
export function summaryOf({ counts = {}, seconds }: Progress): string {
  const sum = sumOf(counts, { create: "created", update: "changed", replace: "replaced", delete: "deleted" });
  return sum && `${sum} in ${duration(seconds)}`;
}

const sumOf = (counts: Readonly<Record<string, number>>, words: Readonly<Record<string, string>>): string =>
  Object.entries(words)
    .filter(([op]) => (counts[op] ?? 0) > 0)
    .map(([op, word]) => `${counts[op] ?? 0} ${word}`)
    .join(", ");

const listed = (names: readonly string[]): string => (names.length > 0 ? `: ${names.join(", ")}` : "");

/** As programs name its type: `aws:rds.Instance database`. */
const nameOf = ({ type, name }: Pick<Change, "type" | "name">): string => `${type.replace(/\/\w+:/, ".")} ${name}`;

export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** What the policies find in what they do not refuse: a rule once, with what it finds first and in how many resources. */
export function findingLines(findings: readonly Finding[], stack: string): string[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  if (findings.length === 0) return ["The policies find nothing."];
  const lines = [...byRule].flatMap(([rule, [first, ...more]]) => [
    `  ${rule}: ${first?.name ?? ""}${more.length > 0 ? ` and ${more.length} more` : ""}`,
    `    ${first?.isUndecided ? "cannot be decided: " : ""}${first?.words ?? ""}`,
  ]);
  const resources = `${findings.length} finding${findings.length > 1 ? "s" : ""}`;
  return [`The policies refuse nothing, and have ${resources} (npm run policy -- -s ${stack}):`, ...lines];
}

/** What the mandatory rules refuse, each with what mends it. */
export function refusalLines(
  findings: readonly Finding[],
  rules: readonly { readonly name: string; readonly remediationSteps?: string }[],
): string[] {
  const lines = findings.flatMap(({ rule, name, words }) => {
    const remedy = rules.find((candidate) => candidate.name === rule)?.remediationSteps;
    return [`  ${rule}: ${name}`, `    ${words}`, ...(remedy === undefined ? [] : [`    remedy: ${remedy}`])];
  });
  return ["The policies refuse this:", ...lines];
}

/** A stack's outputs, a line a value; then those that hold others, with these below their name. */
export function outputLines(outputs: Readonly<Record<string, unknown>>, indent = "  "): string[] {
  const width = Math.max(0, ...Object.entries(outputs).map(([name, value]) => (isGroup(value) ? 0 : name.length)));
  const sorted = Object.entries(outputs).toSorted(([, a], [, b]) => Number(isGroup(a)) - Number(isGroup(b)));
  return sorted.flatMap(([name, value]) => {
    if (isGroup(value)) return [`${indent}${name}`, ...outputLines(value, `${indent}  `)];
    const [first = "none", ...more] = Array.isArray(value) ? listOf(value) : [textOf(value)];
    return [
      `${indent}${name.padEnd(width)}  ${first}`,
      ...more.map((line) => `${indent}${" ".repeat(width)}  ${line}`),
    ];
  });
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

/** On one line where that is short. */
const listOf = (values: readonly unknown[]): string[] => {
  const texts = values.map(textOf);
  const line = texts.join(", ");
  return texts.length === 0 ? [] : line.length <= 40 ? [line] : texts;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
