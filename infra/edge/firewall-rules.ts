import type * as aws from "@pulumi/aws";
import type { EdgeSettings } from "../settings";
import { labelOf, type ManagedGroup, managedGroups } from "./managed-rules";

type Rule = aws.types.input.wafv2.WebAclRule;
type Statement = aws.types.input.wafv2.WebAclRuleStatement;
type Exceptions = EdgeSettings["waf"]["exceptions"];

/**
 * The rules of a firewall, in the order in which they are asked: too many requests from one address, AWS's groups, and what
 * is left of rules that have exceptions by path.
 *
 * @param name Begins the names of the rules' metrics.
 */
export function firewallRules(name: string, { requestsPerFiveMinutes, exceptions }: EdgeSettings["waf"]): Rule[] {
  const rules = [
    rateLimit(requestsPerFiveMinutes),
    ...managedGroups.map((group) => managed(group, exceptions)),
    ...managedGroups.flatMap((group) => elsewhere(group, exceptions)),
  ];
  return rules.map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: measured(`${name}-${rule.name}`),
  }));
}

export const measured = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
});

type Unplaced = Omit<Rule, "priority" | "visibilityConfig"> & { readonly name: string };

function rateLimit(limit: number): Unplaced {
  return {
    name: "RateLimit",
    action: { block: {} },
    statement: { rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit } },
  };
}

/** A group does what it says, but for rules with exceptions: those count, and label what they meet. */
function managed({ name, rules }: ManagedGroup, exceptions: Exceptions): Unplaced {
  const counting = rules.filter((rule) => exceptions[rule] !== undefined && exceptions[rule].length > 0);
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ...(counting.length > 0 && {
          ruleActionOverrides: counting.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        }),
      },
    },
  };
}

/** What a rule with exceptions by path has labelled is blocked outside of those paths ("Labels on web requests"). */
function elsewhere(group: ManagedGroup, exceptions: Exceptions): Unplaced[] {
  return group.rules.flatMap((rule) => {
    const paths = exceptions[rule];
    if (paths === undefined || paths === "everywhere" || paths.length === 0) return [];
    const [first, ...others] = paths.map(onPath);
    const excepted = others.length === 0 ? first : { orStatement: { statements: [first, ...others] } };
    return [
      {
        name: `${rule}-elsewhere`,
        action: { block: {} },
        statement: {
          andStatement: {
            statements: [
              { labelMatchStatement: { scope: "LABEL", key: labelOf(group, rule) } },
              { notStatement: { statements: [excepted] } },
            ],
          },
        } as Statement,
      },
    ];
  });
}

/** Of the path that an origin may make of it, so that `/a/../b` is no way around. */
function onPath(path: string) {
  const isPrefix = path.endsWith("/*");
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: isPrefix ? "STARTS_WITH" : "EXACTLY",
      searchString: isPrefix ? path.slice(0, -1) : path,
      textTransformations: [
        { priority: 0, type: "URL_DECODE" },
        { priority: 1, type: "NORMALIZE_PATH" },
      ],
    },
  };
}
