import { isWithin, matches, shape } from "./pattern";
import type { NamedMethod, Route } from "./route";

/**
 * The route that a request takes; nothing if none matches it.
 *
 * The most specific route wins: first by its path (one that lies within another path is more specific, so a literal goes before
 * `{name}`, and `{name}` before `{name+}`), then by its method (a named one goes before `ANY`). The order of the table is of no
 * importance. This is API Gateway's rule ("Create routes for HTTP APIs", routing API requests: a full match before a greedy
 * one), and what is made of the table for a load balancer follows it too.
 *
 * This is the definition that both are tested against. It holds for tables in which `routeProblems` finds nothing; in others
 * several routes may match of which none is the most specific, and then nothing is decided.
 *
 * @param path The request's path, without its query.
 */
export function decide(routes: readonly Route[], method: NamedMethod, path: string): Route | undefined {
  const matching = routes.filter(
    (route) => (route.method === method || route.method === "ANY") && matches(route.path, path),
  );
  return matching.find((route) => matching.every((other) => other === route || goesBefore(route, other)));
}

function goesBefore(a: Route, b: Route): boolean {
  if (shape(a.path) === shape(b.path)) return a.method !== "ANY" && b.method === "ANY";
  return isWithin(a.path, b.path);
}
