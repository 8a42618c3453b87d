import { common, isGreedy, type Pattern, samplePath, shape } from "./pattern";
import { type Method, namedMethods, type Route, routeText } from "./route";

/** A route, and how a message calls it: as it is stated, and where. */
export interface Entry {
  readonly route: Route;
  readonly label: string;
}

/** Requests that some route takes, whatever its target. */
type Requests = Pick<Route, "method" | "path">;

/**
 * What stands against a route beside one that is stated before it, in words for what is allowed instead.
 *
 * Two routes may share requests only if it is certain which of them is the more specific. It is not where neither path lies
 * within the other, as in `/a/{x}/c` and `/a/b/{y}`. In an API it is not where one route has the more specific path and the
 * other one the named method, as in `ANY /a/b` and `GET /a/{x}`: that a full match goes before a greedy one is all that API
 * Gateway documents ("Create routes for HTTP APIs", routing API requests). A route of its own for the requests they share
 * settles both.
 *
 * @param api Whether API Gateway decides, and not a load balancer alone.
 */
export function conflict(earlier: Entry, later: Entry, all: ReadonlySet<string>, api: boolean): string | undefined {
  const shared = sharedRequests(earlier.route, later.route);
  if (shared === undefined) return undefined;
  if (isSame(earlier.route, later.route)) {
    return `one route for the same requests; ${earlier.label} takes all that ${later.label} would`;
  }
  if (all.has(requestsKey(shared)) || isDecided(earlier.route, later.route, shared, api)) return undefined;
  const request = `${shared.method === "ANY" ? "GET" : shared.method} ${samplePath(shared.path)}`;
  return (
    `routes of which one is the more specific, in its path and its method; "${request}" would match both ${earlier.label} ` +
    `and ${later.label}: state "${routeText(shared)}" as well, or change one of them`
  );
}

/** The requests of a route as a key of a set. */
export function requestsKey({ method, path }: Requests): string {
  return `${method} ${shape(path)}`;
}

function isSame(a: Requests, b: Requests): boolean {
  return requestsKey(a) === requestsKey(b);
}

function isDecided(a: Route, b: Route, shared: Requests, api: boolean): boolean {
  const hasNarrowerPath = [a, b].some(({ path }) => shape(path) === shape(shared.path));
  return hasNarrowerPath && (!api || isGreedy(a.path) !== isGreedy(b.path));
}

function sharedRequests(a: Requests, b: Requests): Requests | undefined {
  const method = sharedMethod(a.method, b.method);
  const path: Pattern | undefined = common(a.path, b.path);
  return method === undefined || path === undefined ? undefined : { method, path };
}

function sharedMethod(a: Method, b: Method): Method | undefined {
  if (a === b || b === "ANY") return a;
  return a === "ANY" ? b : undefined;
}

/** What stands against an `ANY` whose path has a route for each method, in words for what is allowed instead. */
export function neverMatches(entry: Entry, entries: readonly Entry[]): string | undefined {
  const { method, path } = entry.route;
  if (method !== "ANY") return undefined;
  const others = namedMethods.map((named) =>
    entries.find(({ route }) => route.method === named && shape(route.path) === shape(path)),
  );
  const labels = others.flatMap((other) => (other === undefined ? [] : [other.label]));
  if (labels.length < namedMethods.length) return undefined;
  return `a route that some request can match; ${entry.label} gets none, because every method has its own: ${labels.join(", ")}`;
}
