import { parseRoute, type Route, type StatedRoute } from "./route";

/**
 * Reads a table that `routeProblems` has found nothing wrong with.
 *
 * @throws Error that names the first route that cannot be read.
 */
export function routeTable(stated: readonly StatedRoute[]): Route[] {
  return stated.map((entry) => {
    const read = parseRoute(entry);
    if ("route" in read) return read.route;
    throw new Error(`"${entry.route}" to "${entry.to}" is not a route`);
  });
}
