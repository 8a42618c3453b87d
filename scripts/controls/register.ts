import { readFileSync } from "node:fs";
import { join } from "node:path";
import fsbp from "../../policies/controls/fsbp.json";
import others from "../../policies/controls/security-hub.json";
import type { environments } from "../../policies/levels";
import { rules } from "../../policies/rules";
import type { ByEnvironment, Row, Rows } from "./row";
import { rows } from "./rows";

export type Environment = keyof typeof environments;

/** Those of the register, in the order of its columns. */
export const columns: readonly Environment[] = ["prod", "dev"];

export type Verdict = "met" | "not met" | "nothing to judge" | "outside";

/** What holds for a control in one environment. */
export interface Entry {
  readonly verdict: Verdict;
  /** In a sentence; empty where the rules or the check say all. */
  readonly reason: string;
}

/** A control, and what holds for it. */
export interface Control {
  /** `EC2.21` */
  readonly id: string;
  readonly title: string;
  /** Whether it is of the standard FSBP, or of others in Security Hub. */
  readonly isFsbp: boolean;
  /** Names of the rules that judge it, at their options' defaults. */
  readonly rules: readonly string[];
  /** The same demand in other rule sets. */
  readonly seeAlso: readonly string[];
  readonly row: Row;
  readonly entries: Readonly<Record<Environment, Entry>>;
}

/** The types of a stack's resources, from the lists that tests/engine/controls.test.ts holds to a preview. */
export function typesOf(environment: Environment): ReadonlySet<string> {
  const file = join(__dirname, `../../tests/engine/resources/${environment}.txt`);
  return new Set(
    readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.split(" ")[0] ?? ""),
  );
}

/**
 * Every control of Security Hub's that is about services that the platform uses, in order.
 *
 * @throws where one has no row, or a row no control
 */
export function register(all: Rows = rows): Control[] {
  const titles: Readonly<Record<string, string>> = { ...fsbp.controls, ...others.controls };
  const unknown = Object.keys(all).filter((id) => titles[id] === undefined);
  if (unknown.length > 0) throw new Error(`no list in policies/controls has ${unknown.join(", ")}`);
  const present = { prod: typesOf("prod"), dev: typesOf("dev") };

  return Object.entries(titles)
    .map(([id, title]): Control => {
      const row = all[id];
      if (!row) throw new Error(`scripts/controls/rows has no row for ${id}: ${title}`);
      const judges = rules.filter(({ name, ...rule }) => names(rule, id) || row.by?.includes(name));
      const alike = judges.flatMap((rule) => (names(rule, id) ? (rule.tags ?? []) : []));
      const entry = (environment: Environment) =>
        entryOf(id, row, environment, present[environment], judges.length > 0);
      return {
        id,
        title,
        isFsbp: id in fsbp.controls,
        rules: judges.map(({ name }) => name),
        seeAlso: [...new Set([...alike, ...(row.seeAlso ?? [])])].filter((other) => !other.startsWith("Security Hub")),
        row,
        entries: { prod: entry("prod"), dev: entry("dev") },
      };
    })
    .toSorted((a, b) => new Intl.Collator("en", { numeric: true }).compare(a.id, b.id));
}

/** Whether a rule names a control. */
function names({ framework, tags = [] }: Pick<(typeof rules)[number], "framework" | "tags">, id: string): boolean {
  const named = [...(framework?.reference ?? "").split(", "), ...tags];
  return named.includes(`FSBP ${id}`) || named.includes(`Security Hub ${id}`);
}

function entryOf(
  id: string,
  row: Row,
  environment: Environment,
  present: ReadonlySet<string>,
  isJudged: boolean,
): Entry {
  if (row.outside !== undefined) return { verdict: "outside", reason: row.outside };
  if (row.nothing !== undefined || !(row.of ?? []).some((type) => present.has(type))) {
    return { verdict: "nothing to judge", reason: row.nothing ?? "" };
  }
  const unmet = of(row.unmet, environment);
  if (unmet !== undefined) return { verdict: "not met", reason: unmet };
  if (!isJudged && !row.check && row.met === undefined) {
    throw new Error(`nobody says whether ${environment} meets ${id}`);
  }
  return { verdict: "met", reason: row.met ?? "" };
}

const of = (reason: ByEnvironment | undefined, environment: Environment): string | undefined =>
  typeof reason === "object" ? reason[environment] : reason;
