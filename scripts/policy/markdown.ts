import { rules } from "../../policies/rules";
import { counted, type Finding } from "./findings";

/** Findings as Markdown, such as for a comment on a pull request. */
export function markdownOf(stack: string, findings: readonly Finding[]): string {
  const { mandatory, advisory, undecided } = counted(findings);
  const broken = findings.filter(({ isUndecided }) => !isUndecided);
  const open = findings.filter(({ isUndecided }) => isUndecided);
  return [
    `### Policies: \`${stack}\` ${mandatory > 0 ? "is refused" : "passes"}`,
    "",
    `${rules.length} rules: ${mandatory} mandatory and ${advisory} advisory findings, ${undecided} to be decided at the update.`,
    ...(broken.length > 0 ? ["", ...table(broken)] : []),
    ...(open.length > 0
      ? ["", "<details><summary>To be decided at the update</summary>", "", ...table(open), "", "</details>"]
      : []),
    "",
  ].join("\n");
}

function table(findings: readonly Finding[]): string[] {
  return [
    "| level | rule | resource | found | remedy |",
    "| --- | --- | --- | --- | --- |",
    ...findings.map(({ level, isUndecided, rule, type, name, words }) => {
      const { url, remediationSteps = "" } = rules.find((candidate) => candidate.name === rule) ?? {};
      const cells = [
        isUndecided ? "open" : level,
        url ? `[${rule}](${url})` : rule,
        `\`${type}\` ${name}`,
        words,
        remediationSteps,
      ];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
    }),
  ];
}
