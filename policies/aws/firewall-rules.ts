import { isTrue } from "./spelled";

/** A rule of a web ACL or a rule group of AWS WAF. */
export interface FirewallRule {
  readonly name: string;
  /** Whether CloudWatch has a metric of what it matches. */
  readonly isCounted: boolean;
}

interface Stated {
  readonly name?: string | undefined;
  readonly visibilityConfig?: { readonly cloudwatchMetricsEnabled?: boolean | undefined } | undefined;
}

/** Rules as a program states them, and as JSON: the latter with the names of AWS's API (`VisibilityConfig`). Fails at no JSON. */
export function firewallRulesOf(stated: readonly Stated[] = [], json = ""): readonly FirewallRule[] {
  const texts = json === "" ? [] : (JSON.parse(json) as readonly InJson[]);
  return [
    ...stated.map(({ name, visibilityConfig }) => ruleOf(name, visibilityConfig?.cloudwatchMetricsEnabled)),
    ...texts.map(({ Name, VisibilityConfig }) => ruleOf(Name, VisibilityConfig?.CloudWatchMetricsEnabled)),
  ];
}

interface InJson {
  readonly Name?: string;
  readonly VisibilityConfig?: { readonly CloudWatchMetricsEnabled?: boolean };
}

const ruleOf = (name: string | undefined, metrics: unknown): FirewallRule => ({
  name: name ?? "a rule without a name",
  isCounted: isTrue(metrics),
});
