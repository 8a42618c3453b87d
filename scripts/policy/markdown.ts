import { rules } from "../../policies/rules";
import { counted, type Finding } from "./findings";

/** The longest text of all stacks, in UTF-16 units: GitHub takes 65,536 characters in a comment, which they share. */
export const longest = 60_000;

/** A cell's text is cut here: a finding that names hundreds of things is told in full in the SARIF. */
const longestCell = 400;

/**
 * Findings as Markdown, such as for a comment on a pull request: what refuses the stack first. What does not fit into a comment
 * is counted, with where to find it.
 */
export function markdownOf(stack: string, findings: readonly Finding[], levels = stack, most = longest): string {
  const lines = whole(stack, findings, levels);
  let length = 0;
  const fitting = lines.filter((line) => (length += line.length + 1) < most || !line.startsWith("|"));
  const left = lines.filter(isFinding).length - fitting.filter(isFinding).length;
  const note = `${left} further findings do not fit here: reports/policy/${stack}.sarif has all of them.`;
  return [...fitting, ...(left > 0 ? [note, ""] : [])].join("\n");
}

const isFinding = (line: string): boolean => /^\| (mandatory|advisory|open) /.test(line);

function whole(stack: string, findings: readonly Finding[], levels: string): string[] {
  const { mandatory, advisory, undecided } = counted(findings);
  const broken = findings.filter(({ isUndecided }) => !isUndecided);
  const open = findings.filter(({ isUndecided }) => isUndecided);
  return [
    `### Policies: \`${stack}\` ${mandatory > 0 ? "is refused" : "passes"}`,
    "",
    `${rules.length} rules at the levels of ${levels}: ${mandatory} mandatory and ${advisory} advisory findings, ${undecided} to be decided at the update.`,
    ...(broken.length > 0 ? ["", ...table(broken)] : []),
    ...(open.length > 0
      ? ["", "<details><summary>To be decided at the update</summary>", "", ...table(open), "", "</details>"]
      : []),
    "",
  ];
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
      return `| ${cells.map(cellOf).join(" | ")} |`;
    }),
  ];
}

const cellOf = (text: string): string => {
  const cut = text.length > longestCell ? `${text.slice(0, longestCell)} ...` : text;
  return cut.replaceAll("|", "\\|").replaceAll("\n", " ");
};
