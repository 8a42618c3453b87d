import { closest } from "fastest-levenshtein";
import { conflict, type Entry, neverMatches, requestsKey } from "./conflicts";
import { pathPattern } from "./listener-rules";
import { type KeyProblem, parseRoute, type Route, type StatedRoute } from "./route";

/** One thing that is wrong in a route table. */
export interface RouteProblem {
  /** Which route, from 0; the table as a whole, if there is none. */
  readonly index: number | undefined;
  /** Which key of the route; the route or the table as a whole, if there is none. */
  readonly key: keyof StatedRoute | undefined;
  /** What is allowed there: the rest of the sentence "... is not allowed: ". */
  readonly allowed: string;
}

/** What the routes lead to. */
export interface RouteTargets {
  readonly kind: "instances" | "functions" | "both";
  /** The names of the functions. */
  readonly functions: readonly string[];
  /** What stands in front of the instances; `application` by default. */
  readonly loadBalancer?: "application" | "network";
}

/** Routes of an HTTP API, by default ("Quotas for configuring and running an HTTP API", routes per API). */
export const maxApiRoutes = 300;

/** Rules of a load balancer, by default ("Quotas for your Application Load Balancers", rules, not counting default rules). */
export const maxListenerRules = 100;

/** Characters of a path pattern (Elastic Load Balancing API, `PathPatternConditionConfig`). */
export const maxPathPattern = 128;

/** All that is wrong in a route table; in a table without problems every request has one route or none. */
export function routeProblems(stated: readonly StatedRoute[], targets: RouteTargets): RouteProblem[] {
  const { kind, loadBalancer } = targets;
  if (kind === "instances" && loadBalancer === "network") {
    return stated.length === 0
      ? []
      : [ofTable("no routes, because a network load balancer forwards connections and knows no paths")];
  }
  if (stated.length === 0) return [ofTable("at least one route, because what no route matches is refused")];

  const read = stated.map((line, index) => ({
    index,
    label: `"${line.route}" (routes.${index})`,
    ...parseRoute(line),
  }));
  const entries = read.filter((line) => "route" in line);
  const requests = new Set(entries.map(({ route }) => requestsKey(route)));
  const ofRoutes = read.flatMap((line): RouteProblem[] => {
    const found = "route" in line ? problemsOf(line, entries, requests, targets) : line.problems;
    return found.map((problem) => ({ index: line.index, ...problem }));
  });
  return [...quotaProblems(entries, targets), ...ofRoutes];
}

/** What is wrong in each route of a table by itself. */
export function formProblems(stated: readonly StatedRoute[]): RouteProblem[] {
  return stated.flatMap((line, index) => {
    const read = parseRoute(line);
    return "route" in read ? [] : read.problems.map((problem) => ({ index, ...problem }));
  });
}

function ofTable(allowed: string): RouteProblem {
  return { index: undefined, key: undefined, allowed };
}

/** Of the routes that it cannot stand beside, a route names the first one. */
function problemsOf(
  entry: Entry,
  entries: readonly Entry[],
  requests: ReadonlySet<string>,
  targets: RouteTargets,
): KeyProblem[] {
  const conflicts = entries
    .slice(0, entries.indexOf(entry))
    .flatMap((earlier) => conflict(earlier, entry, requests, targets.kind !== "instances") ?? []);
  const wrongTarget = targetProblem(entry.route, targets);
  const wrongPath = wrongTarget === undefined ? pathProblem(entry.route, targets) : undefined;
  return [
    ...[conflicts[0], neverMatches(entry, entries), wrongPath].map((allowed) => ({ key: "route", allowed }) as const),
    { key: "to", allowed: wrongTarget } as const,
  ].flatMap(({ key, allowed }) => (allowed === undefined ? [] : [{ key, allowed }]));
}

/** A load balancer's `*` crosses slashes, so no rule of it means exactly one segment. */
function pathProblem({ path, target }: Route, { loadBalancer }: RouteTargets): string | undefined {
  if (target.kind !== "instances") return undefined;
  if (path.some(({ kind }) => kind === "one")) {
    return 'a path to instances without "{name}"; instances parse their own paths: use {proxy+}';
  }
  if (loadBalancer === "network" || pathPattern(path).length <= maxPathPattern) return undefined;
  return `at most ${maxPathPattern} characters, a load balancer's longest path pattern; a greedy end counts as two`;
}

function targetProblem({ target }: Route, { kind, functions }: RouteTargets): string | undefined {
  if (target.kind === "instances") {
    return kind === "functions" ? `"function <name>", because there are no instances; ${known(functions)}` : undefined;
  }
  if (kind === "instances") return '"instances", because there are no functions';
  if (functions.includes(target.name)) return undefined;
  const nearest = functions.length > 0 ? `did you mean "function ${closest(target.name, functions)}"? ` : "";
  return `a function of this stack; ${nearest}${known(functions)}`;
}

function known(functions: readonly string[]): string {
  return functions.length > 0 ? `Known here: ${functions.join(", ")}` : "none is known here";
}

function quotaProblems(entries: readonly Entry[], { kind, loadBalancer }: RouteTargets): RouteProblem[] {
  const toInstances = entries.filter(({ route }) => route.target.kind === "instances").length;
  return [
    ...(kind !== "instances" && entries.length > maxApiRoutes
      ? [ofTable(`at most ${maxApiRoutes} routes, the quota of an HTTP API`)]
      : []),
    ...(kind !== "functions" && loadBalancer !== "network" && toInstances > maxListenerRules
      ? [
          ofTable(
            `at most ${maxListenerRules} routes to instances, the quota of a load balancer's rules; join some with {proxy+}`,
          ),
        ]
      : []),
  ];
}
