/**
 * Keeps the table of rules in README.md as the pack has them: `tsx policies/readme.ts` writes it, `--check` writes
 * nothing and fails when it is stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import type { Rule } from "./frame/rule";
import { environments, levelOf } from "./levels";
import { rules } from "./rules";

const README = join(__dirname, "README.md");
const BEGIN = "<!-- rules: written by policies/readme.ts -->";
const END = "<!-- /rules -->";

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

/** The options that a levels file can set, with their defaults. */
function options({ configSchema }: Rule): string {
  return Object.entries(configSchema?.properties ?? {})
    .map(([name, schema]) => ` \`${name}\` (default ${JSON.stringify(schema.default)}): ${schema.description ?? ""}.`)
    .join("");
}

/** The README with the table of the rules as they are. Throws when the marks between which it stands are missing. */
export async function withTable(readme: string): Promise<string> {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md must hold the marks ${BEGIN} and ${END}`);
  const table = [
    "| rule | demands | prod | dev | controls | remedy |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rules.map(row),
  ].join("\n");
  const text = `${readme.slice(0, begin)}${BEGIN}\n\n${table}\n\n${readme.slice(end)}`;
  return format(text, { ...(await resolveConfig(README)), parser: "markdown" });
}

async function main(check: boolean): Promise<void> {
  const written = readFileSync(README, "utf8");
  const current = await withTable(written);
  if (current === written) return;
  if (check) throw new Error("policies/README.md is stale: run `npx tsx policies/readme.ts`");
  writeFileSync(README, current);
}

if (require.main === module) {
  main(process.argv.includes("--check")).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
