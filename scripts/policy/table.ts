import { rules } from "../../policies/rules";
import { counted, type Finding } from "./findings";

/** Findings for a terminal. */
export function tableOf(stack: string, findings: readonly Finding[], levels = stack): string {
  const { mandatory, advisory, undecided } = counted(findings);
  const rows = findings.map(({ level, isUndecided, rule, name, words }) => [
    isUndecided ? "open" : level,
    rule,
    name,
    words,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.flatMap((row, index) => {
    const { rule, isUndecided } = findings[index] ?? {};
    const remedy = rules.find(({ name }) => name === rule)?.remediationSteps;
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    return isUndecided || remedy === undefined ? [line] : [line, `${" ".repeat(widths[0] ?? 0)}  remedy: ${remedy}`];
  });
  const verdict = mandatory > 0 ? "is refused by the" : "passes the";
  const sum = `${mandatory} mandatory, ${advisory} advisory, ${undecided} open until the update`;
  return [...lines, `${stack} ${verdict} ${rules.length} rules at the levels of ${levels}: ${sum}`].join("\n");
}
