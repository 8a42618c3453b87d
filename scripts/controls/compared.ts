import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policies/rules";
import { leftOut } from "./left-out";
import { type Control, register } from "./register";
import { table } from "./table";

/** Rule sets of others with the file of their controls. */
export const peers = { Checkov: "checkov", Trivy: "trivy", "cdk-nag": "cdk-nag", AwsGuard: "awsguard" } as const;

export type Peer = keyof typeof peers;

interface List {
  readonly source: string;
  readonly version: string;
  readonly date: string;
  readonly controls: Readonly<Record<string, string>>;
}

/** What another rule set demands, and what the pack has for it. */
export interface Compared {
  readonly id: string;
  readonly title: string;
  /** Names of the rules that demand the same. */
  readonly rules: readonly string[];
  /** Controls of Security Hub with the same demand, which docs/controls.md tells of without a rule. */
  readonly controls: readonly string[];
  /** Why the pack has neither; undefined where it has one. */
  readonly leftOut: string | undefined;
}

export function listOf(peer: Peer): List {
  return JSON.parse(readFileSync(join(__dirname, `../../policies/controls/${peers[peer]}.json`), "utf8")) as List;
}

/** Everything that the peer's list has for the types that the pack judges. */
export function comparedWith(peer: Peer, controls: readonly Control[] = register()): Compared[] {
  const reasons = new Map(leftOut.flatMap(([reason, ids]) => ids.map((id) => [id, reason] as const)));
  return Object.entries(listOf(peer).controls).map(([id, title]) => {
    const name = `${peer} ${id}`;
    const own = rules.filter(({ tags = [] }) => tags.includes(name));
    const alike = own.length > 0 ? [] : controls.filter(({ seeAlso }) => seeAlso.includes(name));
    return {
      id,
      title,
      rules: own.map((rule) => rule.name),
      controls: alike.map((control) => control.id),
      leftOut: reasons.get(name),
    };
  });
}

const introduction = `# Policies, compared

What the rule sets of others demand of the resources that the [policy pack](../policies/README.md) judges, and which rule of the
pack demands the same: so what is missing can be seen. Titles are in this repository's words. Where no rule is named,
[docs/controls.md](controls.md) has the control of Security Hub that tells how the platform stands, or it is left out, with the
reason. Security Hub's own controls are all in that page. What Pulumi's AwsGuard finds in the same stack is in
[docs/awsguard.md](awsguard.md). \`npm run docs\` writes this page.`;

/** The page docs/policies-compared.md. */
export function comparedPage(): string {
  const all = register();
  const sections = (Object.keys(peers) as Peer[]).map((peer) => {
    const { source, version, date } = listOf(peer);
    const compared = comparedWith(peer, all);
    const judged = compared.filter((control) => control.rules.length > 0).length;
    return [
      `## ${peer}`,
      `[${peer} ${version}](${source}), read on ${date}: ${judged} of ${compared.length} are demanded by a rule.`,
      table([["id", "demands", "here"], ...compared.map((control) => [control.id, control.title, here(control)])]),
    ].join("\n\n");
  });
  return `${[introduction, ...sections].join("\n\n")}\n`;
}

function here({ rules: own, controls, leftOut: reason }: Compared): string {
  if (own.length > 0) return own.map((name) => `\`${name}\``).join(", ");
  if (controls.length > 0) return `as ${controls.join(", ")} in [controls.md](controls.md)`;
  return `left out: ${reason ?? ""}`;
}
