import { z } from "zod";
import { groupBy } from "../../policies/frame/group-by";
import { type Levels, levelOf } from "../../policies/levels";
import type { Rule } from "../../policies/frame/rule";
import { eventsOf } from "../policy/events";
import { type Finding, isMended } from "../policy/findings";
import { type Markup, markup } from "./markup";
import { counted } from "./resources";

/** What a rule says of a stack, the gravest first. */
export const results = {
  violated: "refuses the stack",
  advisory: "found something, and only says so",
  mended: "was broken, and mends it by itself",
  undecided: "can be decided by the update only",
  passed: "holds",
  "not used": "has nothing to judge in this stack",
  disabled: "is switched off in this environment",
} as const;

export type Result = keyof typeof results;

/** A rule with what it says of the stack. */
export interface Verdict {
  readonly rule: Rule;
  readonly level: string;
  readonly result: Result;
  readonly findings: readonly Finding[];
  /** How many resources it has found to be in order by themselves. */
  readonly passed: number;
}

const summary = z.object({ passed: z.array(z.string()).nullish() });
const event = z.object({
  policyAnalyzeSummaryEvent: summary.optional(),
  policyAnalyzeStackSummaryEvent: summary.optional(),
});

/** What every rule of the pack says, from the findings and the engine's events; the gravest first. */
export function verdictsOf(
  rules: readonly Rule[],
  levels: Levels,
  findings: readonly Finding[],
  eventLog: string,
): Verdict[] {
  const events = eventsOf(eventLog, /SummaryEvent/, event);
  const ofResources = events.flatMap(({ policyAnalyzeSummaryEvent }) => policyAnalyzeSummaryEvent?.passed ?? []);
  const ofStack = events.flatMap(({ policyAnalyzeStackSummaryEvent }) => policyAnalyzeStackSummaryEvent?.passed ?? []);
  const verdicts = rules.map((rule): Verdict => {
    const level = levelOf(rule, levels);
    const own = findings.filter((finding) => finding.rule === rule.name);
    const passed = ofResources.filter((name) => name === rule.name).length;
    const wasUsed = passed > 0 || ofStack.includes(rule.name);
    return { rule, level, result: resultOf(level, own, wasUsed), findings: own, passed };
  });
  const order = Object.keys(results);
  return verdicts.sort((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
}

function resultOf(level: string, findings: readonly Finding[], wasUsed: boolean): Result {
  if (level === "disabled") return "disabled";
  const decided = findings.filter(({ isUndecided }) => !isUndecided);
  if (decided.some((finding) => finding.level === "mandatory")) return "violated";
  if (decided.length > 0) return decided.every(isMended) ? "mended" : "advisory";
  if (findings.length > 0) return "undecided";
  return wasUsed ? "passed" : "not used";
}

/** How many rules there are of each result, of which there are some. */
export function tally(verdicts: readonly Verdict[]): string {
  const count = (result: Result) => verdicts.filter((verdict) => verdict.result === result).length;
  return (Object.keys(results) as Result[])
    .filter((result) => count(result) > 0)
    .map((result) => `${count(result)} ${result}`)
    .join(", ");
}

/** Every rule, with what it has found and the controls that it stands for. */
export function policiesSection(verdicts: readonly Verdict[], environment: string): Markup {
  return markup`<section id="policies">
<h2>Policies</h2>
<p>${counted(verdicts.length, "rule")}: ${tally(verdicts)}.</p>
<ul>${Object.entries(results)
    .filter(([result]) => verdicts.some((verdict) => verdict.result === result))
    .map(([result, meaning]) => markup`<li><strong>${result}</strong>: the rule ${meaning}</li>`)}</ul>
<table>
<caption>Rules of the pack with their levels in ${environment}, what needs attention first</caption>
<thead><tr><th scope="col" class="result">Result</th><th scope="col" class="rule">Rule</th><th scope="col" class="level">Level</th><th scope="col">Found</th><th scope="col">Controls</th></tr></thead>
<tbody>
${verdicts.map(row)}</tbody>
</table>
</section>`;
}

const row = (verdict: Verdict): Markup => {
  const { rule, level, result } = verdict;
  const controls = rule.framework?.reference ?? "";
  const others = (rule.tags ?? []).join(", ");
  return markup`<tr><td class="result">${result}</td><th scope="row"><code>${rule.name}</code><span class="description">${rule.description}</span></th><td>${level}</td><td>${found(verdict)}</td><td>${rule.url === undefined ? controls : markup`<a href="${rule.url}">${controls}</a>`}${others !== "" && markup`, ${others}`}</td></tr>
`;
};

function found({ rule, result, findings, passed }: Verdict): Markup {
  if (findings.length > 0) {
    const says = groupBy(findings, ({ words, isUndecided }) => `${isUndecided ? "open: " : ""}${words}`);
    const needsRemedy = result !== "undecided" && markup`Remedy: ${rule.remediationSteps ?? ""}`;
    return markup`<ul>${[...says].map(
      ([words, own]) => markup`<li>${words}: ${own.map(({ name }) => name).join(", ")}</li>`,
    )}</ul>${needsRemedy}`;
  }
  if (result !== "passed") return markup`nothing`;
  return markup`${passed > 0 ? counted(passed, "resource") : "the stack as a whole"} in order`;
}
