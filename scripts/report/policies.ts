import { z } from "zod";
import { type Levels, levelOf } from "../../policies/levels";
import type { Rule } from "../../policies/frame/rule";
import type { Finding } from "../policy/findings";
import { groupBy } from "./group";
import { type Markup, markup } from "./markup";
import { counted } from "./resources";

/** What a rule says of a stack, the gravest first. */
export const results = {
  violated: "refuses the stack",
  advisory: "found something, and only says so",
  mended: "was broken, and has been mended in the preview",
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
  /** The names of what it has mended. */
  readonly mended: readonly string[];
  /** How many resources it has found to be in order by themselves. */
  readonly passed: number;
}

const summary = z.object({ passed: z.array(z.string()).nullish(), failed: z.array(z.string()).nullish() });
const event = z.object({
  policyAnalyzeSummaryEvent: summary.optional(),
  policyAnalyzeStackSummaryEvent: summary.optional(),
  policyRemediationEvent: z.object({ policyName: z.string(), resourceUrn: z.string() }).optional(),
});

/** What every rule of the pack says, from the findings and the engine's events; the gravest first. */
export function verdictsOf(
  rules: readonly Rule[],
  levels: Levels,
  findings: readonly Finding[],
  eventLog: string,
): Verdict[] {
  const events = eventLog
    .split("\n")
    .filter((line) => line.includes("SummaryEvent") || line.includes("policyRemediationEvent"))
    .map((line) => event.parse(JSON.parse(line)));
  const ofResources = events.flatMap(({ policyAnalyzeSummaryEvent }) => policyAnalyzeSummaryEvent?.passed ?? []);
  const ofStack = events.flatMap(({ policyAnalyzeStackSummaryEvent }) => policyAnalyzeStackSummaryEvent?.passed ?? []);
  const remedies = events.flatMap(({ policyRemediationEvent }) => policyRemediationEvent ?? []);
  const verdicts = rules.map((rule): Verdict => {
    const level = levelOf(rule, levels);
    const own = findings.filter((finding) => finding.rule === rule.name);
    const mended = remedies
      .filter(({ policyName }) => policyName === rule.name)
      .map(({ resourceUrn }) => nameOf(resourceUrn));
    const passed = ofResources.filter((name) => name === rule.name).length;
    const wasUsed = passed > 0 || ofStack.includes(rule.name);
    return { rule, level, result: resultOf(level, own, mended, wasUsed), findings: own, mended, passed };
  });
  const order = Object.keys(results);
  return verdicts.sort((a, b) => order.indexOf(a.result) - order.indexOf(b.result));
}

const nameOf = (urn: string): string => urn.split("::").at(3) ?? urn;

function resultOf(level: string, findings: readonly Finding[], mended: readonly string[], wasUsed: boolean): Result {
  if (level === "disabled") return "disabled";
  const decided = findings.filter(({ isUndecided }) => !isUndecided);
  if (decided.some((finding) => finding.level === "mandatory")) return "violated";
  if (decided.length > 0) return "advisory";
  if (mended.length > 0) return "mended";
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

function found({ rule, result, findings, mended, passed }: Verdict): Markup {
  const says = [...groupBy(findings, ({ words, isUndecided }) => `${isUndecided ? "open: " : ""}${words}`)].map(
    ([words, own]) => markup`<li>${words}: ${own.map(({ name }) => name).join(", ")}</li>`,
  );
  const does = mended.map((name) => markup`<li>mended: ${name}</li>`);
  const isBroken = result === "violated" || result === "advisory";
  if (findings.length + mended.length > 0) {
    return markup`<ul>${says}${does}</ul>${isBroken && markup`Remedy: ${rule.remediationSteps ?? ""}`}`;
  }
  if (result !== "passed") return markup`nothing`;
  return markup`${passed > 0 ? counted(passed, "resource") : "the stack as a whole"} in order`;
}
