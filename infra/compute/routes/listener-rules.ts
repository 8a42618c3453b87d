import { type Pattern, write } from "./pattern";
import { type NamedMethod, namedMethods, type Route } from "./route";

/** A rule of an Application Load Balancer's listener that forwards to the instances. */
export interface ListenerRule {
  /** 1 for the rule that is looked at first. */
  readonly priority: number;
  /** The value of its `path-pattern` condition. */
  readonly pathPattern: string;
  /** The values of its `http-request-method` condition; no such condition, if there are none. */
  readonly methods: readonly NamedMethod[] | undefined;
  readonly route: Route;
}

/**
 * The rules for all routes to instances of a table in which `routeProblems` finds nothing.
 *
 * A listener takes the first rule that matches, by priority ("Listener rules for your Application Load Balancer"), so a more
 * specific route comes before a wider one. The same routes get the same priorities in whatever order they are stated. A rule
 * uses three of the five condition values, with that of a header, and two of the five wildcards that it may have ("Quotas
 * for your Application Load Balancers"; later editions of that page allow six wildcards).
 */
export function listenerRules(routes: readonly Route[]): ListenerRule[] {
  return routes
    .filter(({ target }) => target.kind === "instances")
    .map((route) => ({ route, order: order(route) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ route }, index) => ({
      priority: index + 1,
      pathPattern: pathPattern(route.path),
      methods: route.method === "ANY" ? undefined : [route.method],
      route,
    }));
}

/**
 * A text that sorts before the text of every wider route: where a path within another path first differs from it, it has a
 * literal and the other one its greedy end. Of one path, `ANY` comes last.
 */
function order({ method, path }: Route): string {
  const segments = path.map((segment) => (segment.kind === "literal" ? `0${segment.text}` : "1"));
  return `${segments.join("/")} ${method === "ANY" ? namedMethods.length : namedMethods.indexOf(method)}`;
}

/**
 * A pattern in the words of a load balancer, where `*` is any number of characters and `?` is exactly one ("Condition types for
 * listener rules", path conditions). A greedy end is `?*`, because it takes at least one character.
 */
export function pathPattern(pattern: Pattern): string {
  return write(pattern, () => "?*");
}
