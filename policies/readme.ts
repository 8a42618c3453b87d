/**
 * Keeps the table of rules in README.md as the pack has them: `tsx policies/readme.ts` writes it, `--check` writes
 * nothing and fails when it is stale.
 */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

import { between, formatted, writeOrCheck } from "../scripts/generated";
import type { Rule } from "./frame/rule";
import { type Demand, demandsOf, environments, levelOf } from "./levels";
import { rules } from "./rules";

const README = join(__dirname, "README.md");

function row(rule: Rule): string {
  const { prod, dev } = environments;
  const controls = [`[${rule.framework?.reference ?? ""}](${rule.url ?? ""})`, ...(rule.tags ?? [])].join(", ");
  const cells = [
    `\`${rule.name}\``,
    rule.description + options(rule),
    levelOf(rule, prod),
    levelOf(rule, dev),
    controls,
    rule.remediationSteps ?? "",
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** The options that a levels file can set, with their defaults. All rules have exceptions. */
function options({ configSchema }: Rule): string {
  return Object.entries(configSchema?.properties ?? {})
    .filter(([name]) => name !== "exceptions")
    .map(([name, schema]) => ` \`${name}\` (default ${JSON.stringify(schema.default)}): ${schema.description ?? ""}.`)
    .join("");
}

/** The settings that mandatory rules decide on, with the environments in which they do. */
function demandsTable(): string {
  const [prod, dev] = [environments.prod, environments.dev].map((levels) => demandsOf(rules, levels));
  const rows = [...new Map([...(prod ?? []), ...(dev ?? [])].map((demand) => [rowOf(demand), demand])).keys()];
  const places = (row: string) =>
    Object.entries({ prod, dev }).filter(([, all]) => all?.some((one) => rowOf(one) === row));
  return [
    "| setting | has to be | by the rule | in |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      (row) =>
        `${row} ${places(row)
          .map(([name]) => name)
          .join(", ")} |`,
    ),
  ].join("\n");
}

const rowOf = ({ setting, value, rule }: Demand): string => `| \`${setting}\` | ${value} | \`${rule}\` |`;

/** The README with its tables as the rules are. Throws when the marks between which they stand are missing. */
export function withTable(readme: string): Promise<string> {
  const table = [
    "| rule | demands | prod | dev | controls | remedy |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rules.map(row),
  ].join("\n");
  const withRules = between(readme, "rules", table);
  const text = withRules && between(withRules, "settings", demandsTable());
  if (text === undefined) return Promise.reject(new Error("README.md must hold the marks of both tables"));
  return formatted(README, text);
}

async function main(): Promise<void> {
  await writeOrCheck({ [relative(process.cwd(), README)]: await withTable(readFileSync(README, "utf8")) });
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
