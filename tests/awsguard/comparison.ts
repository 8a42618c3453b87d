import type { Finding } from "../../scripts/policy/findings";
import { counterparts } from "./counterparts";

/** A policy of AwsGuard's. */
export interface Policy {
  readonly name: string;
  /** The types of resources that it judges, as programs name them: `aws:kms/key:Key`. */
  readonly types: readonly string[];
  /** Whether the SDK of today has none of these types, so that the policy never judges anything. */
  readonly isOutdated: boolean;
}

/** What both packs say of the same stack. */
export interface Verdicts {
  readonly ours: readonly Finding[];
  readonly theirs: readonly Finding[];
  /** All that AwsGuard has. */
  readonly policies: readonly Policy[];
  /** The types of the stack's resources. */
  readonly types: ReadonlySet<string>;
}

/** A finding of AwsGuard's, with that of the rule that asks the same of the same resource. */
export interface Pair {
  readonly theirs: Finding;
  readonly ours: Finding | undefined;
}

/** A finding of ours that a policy of AwsGuard's might have had. */
export interface Silence {
  readonly finding: Finding;
  readonly policy: Policy;
}

export interface Comparison extends Verdicts {
  /** All findings of AwsGuard's. */
  readonly pairs: readonly Pair[];
  readonly silences: readonly Silence[];
}

/**
 * Compares what two packs find in one stack. A finding is a rule and the resource that breaks it, however many its words are;
 * what a preview cannot decide is none.
 */
export function compare(verdicts: Verdicts): Comparison {
  const ours = decided(verdicts.ours);
  const theirs = decided(verdicts.theirs);
  const pairs = theirs.map((finding) => ({ theirs: finding, ours: ours.find((own) => asksTheSame(own, finding)) }));
  const alone = ours.filter((finding) => !pairs.some((pair) => pair.ours === finding));
  const silences = alone.flatMap((finding) =>
    verdicts.policies
      .filter(({ name }) => counterparts[name]?.rule === finding.rule)
      .map((policy) => ({ finding, policy })),
  );
  return { ...verdicts, ours, theirs, pairs, silences };
}

/** What can become of a policy. */
export type Outcome = "found" | "nothing wrong" | "nothing to judge" | "outdated";

/** What became of a policy of AwsGuard's in the stack. */
export function outcomeOf(policy: Policy, { theirs, types }: Pick<Verdicts, "theirs" | "types">): Outcome {
  if (theirs.some(({ rule }) => rule === policy.name)) return "found";
  if (policy.isOutdated) return "outdated";
  return policy.types.some((type) => types.has(type)) ? "nothing wrong" : "nothing to judge";
}

function decided(findings: readonly Finding[]): Finding[] {
  const known = findings.filter(({ isUndecided, words }) => !isUndecided && !words.startsWith("can't run policy"));
  return [...new Map(known.map((finding) => [`${finding.rule} ${finding.urn}`, finding])).values()];
}

const asksTheSame = (ours: Finding, theirs: Finding): boolean =>
  ours.urn === theirs.urn && ours.rule === counterparts[theirs.rule]?.rule;
