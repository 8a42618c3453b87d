import type { Finding } from "../../scripts/policy/findings";
import { type Comparison, type Outcome, outcomeOf, type Policy } from "./comparison";
import { counterparts, remarks } from "./counterparts";

/** What was compared, and when. */
export interface Edition {
  /** Day of the comparison: `2026-11-25`. */
  readonly date: string;
  readonly rules: number;
  /** Of the packages @pulumi/policy, @pulumi/aws and @pulumi/awsguard, and of the @pulumi/aws that AwsGuard brings. */
  readonly versions: {
    readonly policy: string;
    readonly aws: string;
    readonly awsguard: string;
    readonly awsOfAwsguard: string;
  };
}

/** The page docs/awsguard.md. */
export function pageOf(comparison: Comparison, { date, rules, versions }: Edition): string {
  const { ours, theirs, pairs, policies } = comparison;
  const both = pairs.filter((pair) => pair.ours).length;
  return [
    "# Beside AwsGuard",
    "[AwsGuard](https://www.npmjs.com/package/@pulumi/awsguard) is Pulumi's own policy pack for AWS. `npm run awsguard` " +
      "lets it and [this repository's pack](../policies/README.md) judge the same stack, " +
      "[tests/engine/bad-stack.ts](../tests/engine/bad-stack.ts), and writes this page. Each pack has a preview of its own, " +
      "on the real engine, with all that it has switched on, at its default options.",
    `Compared on ${date}: ${rules} rules, and the ${policies.length} policies of AwsGuard ${versions.awsguard}. The stack is made of ` +
      `@pulumi/aws ${versions.aws}; AwsGuard takes its types from @pulumi/aws ${versions.awsOfAwsguard}. Both packs run on ` +
      `@pulumi/policy ${versions.policy}.`,
    table([
      ["found by", "findings"],
      ["both", String(both)],
      ["this repository's pack only", String(ours.length - both)],
      ["AwsGuard only", String(theirs.length - both)],
    ]),
    "A finding is a rule or policy, and a resource that breaks it. Read the sums with care: the stack is made to break every " +
      "rule of this repository, so it shows what AwsGuard leaves out. What this repository leaves out is in " +
      "[AwsGuard's policies](#awsguards-policies).",
    "## By resource",
    "In brackets: the rule that asks the same.",
    byResource(comparison),
    "## Found by AwsGuard only",
    foundByAwsGuardOnly(comparison),
    "## Where AwsGuard is silent",
    "It has a policy for these findings, and does not have them.",
    silent(comparison, versions.aws),
    "## AwsGuard's policies",
    "With the rule that asks the same, where there is one, and what came of it here.",
    allPolicies(comparison, versions.aws),
  ].join("\n\n");
}

/** The day that a page was written on. */
export const dateOf = (page: string): string | undefined => /^Compared on (\S+):/m.exec(page)?.[1];

function byResource({ ours, theirs, pairs }: Comparison): string {
  const found = [...ours, ...theirs];
  const resources = [...new Map(found.map((finding) => [finding.urn, finding])).values()];
  const rows = resources.map((resource) => [
    named(resource),
    list(ours.filter(({ urn }) => urn === resource.urn).map(({ rule }) => code(rule))),
    list(
      pairs
        .filter((pair) => pair.theirs.urn === resource.urn)
        .map((pair) => code(pair.theirs.rule) + (pair.ours ? ` (${code(pair.ours.rule)})` : "")),
    ),
  ]);
  return table([
    ["resource", "this repository's pack", "AwsGuard"],
    ...rows.toSorted(([a = ""], [b = ""]) => a.localeCompare(b, "en")),
  ]);
}

function foundByAwsGuardOnly({ pairs }: Comparison): string {
  const only = pairs.filter(({ ours }) => !ours).map(({ theirs }) => theirs);
  if (only.length === 0) return "Nothing.";
  return only
    .map((finding) => {
      const said = finding.words.split("\n").at(-1) ?? "";
      const remark = remarks[finding.rule];
      return `- ${code(finding.rule)}, ${named(finding)}: ${said}${remark === undefined ? "" : ` ${remark}`}`;
    })
    .join("\n");
}

function silent({ silences, ...verdicts }: Comparison, aws: string): string {
  const reasons = (types: string): Readonly<Record<Outcome, string>> => ({
    found: "it finds that in other resources only",
    "nothing wrong": "it finds nothing wrong",
    "nothing to judge": `it judges ${types}, of which the stack has none`,
    outdated: `it judges ${types}, which @pulumi/aws ${aws} does not have`,
  });
  return table([
    ["rule", "resource", "policy of AwsGuard", "why it is silent"],
    ...silences.map(({ finding, policy }) => [
      code(finding.rule),
      named(finding),
      code(policy.name),
      reasons(list(policy.types.map(code)))[outcomeOf(policy, verdicts)],
    ]),
  ]);
}

function allPolicies(comparison: Comparison, aws: string): string {
  const rows = comparison.policies.map((policy) => {
    const outcome = outcomeOf(policy, comparison);
    return [
      code(policy.name),
      list(policy.types.map(code)),
      counterpart(policy),
      outcome === "outdated" ? `not in @pulumi/aws ${aws}` : outcome,
    ];
  });
  return table([
    ["policy", "judges", "rule", "here"],
    ...rows.toSorted(([a = ""], [b = ""]) => a.localeCompare(b, "en")),
  ]);
}

function counterpart({ name }: Policy): string {
  const { rule, of } = counterparts[name] ?? {};
  return rule === undefined ? "none" : code(rule) + (of === undefined ? "" : `, of ${of}`);
}

const code = (text: string): string => `\`${text}\``;
const list = (parts: readonly string[]): string => parts.join(", ");
const named = ({ type, name }: Finding): string => `${code(type)} ${name}`;

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
