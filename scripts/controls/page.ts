import { groupBy } from "../../policies/frame/group-by";
import { columns, type Control, type Verdict } from "./register";
import { table } from "./table";

const introduction = `# Controls

What AWS Security Hub asks of the services that the platform uses, and whether the stacks \`prod\` and \`dev\` meet it as they are
in this repository. That is the standard AWS Foundational Security Best Practices (FSBP) and, marked with \\*, controls that Security Hub
has for other standards. Titles are in this repository's words, and the ids lead to AWS's;
[policies/controls](../policies/controls) says where the lists are from, and when they were read. Controls of services that are
an account's rather than a stack's (CloudTrail, Config, GuardDuty, Inspector, Macie) are not here.

- **met**, by the word of who is in the column "judged by": rules of the [policy pack](../policies/README.md), with their
  options' defaults and whatever their level, or a check in [scripts/controls/rows](../scripts/controls/rows). Both are held to previews
  of the two stacks by \`tests/engine/controls.test.ts\`. Where it is by hand, nothing but the reason stands for it.
- **not met**, by the same word, and why that is so.
- **–**: the stack has nothing to judge.
- **outside**: no stack decides it.

Settings change this: a domain, a certificate, other kinds of compute or data. \`npm run policy\` tells what the rules find in
a stack. The column "elsewhere" has the same demand in other rule sets. \`npm run docs\` writes this page.`;

/** The page docs/controls.md. */
export function pageOf(controls: readonly Control[]): string {
  const services = groupBy(controls, ({ id }) => id.split(".")[0] ?? "");
  return (
    [introduction, sums(controls), ...[...services].map(([service, own]) => section(service, own))].join("\n\n") + "\n"
  );
}

function sums(controls: readonly Control[]): string {
  const verdicts: readonly Verdict[] = ["met", "not met", "nothing to judge", "outside"];
  return table([
    ["", ...columns],
    ...verdicts.map((verdict) => [
      verdict,
      ...columns.map((environment) =>
        String(controls.filter(({ entries }) => entries[environment].verdict === verdict).length),
      ),
    ]),
  ]);
}

/** A service's controls; those that neither stack has anything for share a line, unless there is something to say. */
function section(service: string, controls: readonly Control[]): string {
  const idle = controls.filter(({ entries }) =>
    columns.every((environment) => entries[environment].verdict === "nothing to judge" && !entries[environment].reason),
  );
  const rest = controls.filter((control) => !idle.includes(control));
  return [
    `## ${service}`,
    ...(rest.length > 0
      ? [table([["control", "demands", "judged by", ...columns, "why", "elsewhere"], ...rest.map(row)])]
      : []),
    ...(idle.length > 0
      ? [`Nothing to judge: ${idle.map((control) => `${linked(control)} (${control.title})`).join(", ")}.`]
      : []),
  ].join("\n\n");
}

function row(control: Control): string[] {
  const { title, entries, seeAlso } = control;
  const verdicts = columns.map((environment) => {
    const { verdict } = entries[environment];
    return verdict === "nothing to judge" ? "–" : verdict;
  });
  return [linked(control), title, judges(control), ...verdicts, why(control), seeAlso.join(", ")];
}

/** Whose word it is, where there is something to judge. */
function judges({ rules, row, entries }: Control): string {
  const verdicts = columns.map((environment) => entries[environment].verdict);
  if (!verdicts.some((verdict) => verdict === "met" || verdict === "not met")) return "";
  if (row.check) return "check";
  return rules.length > 0 ? rules.map((rule) => `\`${rule}\``).join(", ") : "by hand";
}

/** The reason, or that of each environment where they differ. */
function why({ entries }: Control): string {
  const reasons = columns.map((environment) => entries[environment].reason);
  const stated = new Set(reasons.filter((reason) => reason !== ""));
  if (stated.size === 1) return [...stated].join();
  return columns
    .flatMap((environment, index) => (reasons[index] ? [`${environment}: ${reasons[index]}`] : []))
    .join(" ");
}

function linked({ id, isFsbp }: Control): string {
  const service = (id.split(".")[0] ?? "").toLowerCase();
  const page = `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html`;
  return `[${id}](${page}#${id.toLowerCase().replace(".", "-")})${isFsbp ? "" : "\\*"}`;
}
