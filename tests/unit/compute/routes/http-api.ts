import type { ApiRoute } from "../../../../infra/compute/routes/api-routes";
import type { Request } from "./tables";

/** Smaller numbers win; the first that differs decides. */
type Ranking = (method: string, path: string) => readonly number[];

const literals = (path: string) => path.split("/").filter((segment) => !segment.startsWith("{")).length;
const segments = (path: string) => path.split("/").length;
const named = (method: string) => (method === "ANY" ? 1 : 0);
/** Literals before variables before a greedy end, from the left, as a number of base 3. */
const fromTheLeft = (path: string) =>
  [...Array(8).keys()].reduce((sum, index) => {
    const segment = path.split("/")[index] ?? "";
    return sum * 3 + (segment.endsWith("+}") ? 2 : segment.startsWith("{") ? 1 : 0);
  }, 0);

/** What API Gateway may do where its documentation says no more than "most specific". */
export const rankings: Readonly<Record<string, Ranking>> = {
  "path, then method": (method, path) => [fromTheLeft(path), named(method)],
  "method, then path": (method, path) => [named(method), fromTheLeft(path)],
  "number of literals, then length, then method": (method, path) => [-literals(path), -segments(path), named(method)],
};

/**
 * The route that API Gateway selects: of those that match method and path, full matches before greedy ones ("Create routes for
 * HTTP APIs", routing API requests), then by the ranking.
 */
export function selectedBy(routes: readonly ApiRoute[], request: Request, ranking: Ranking): ApiRoute | undefined {
  const matching = routes.flatMap((route) => {
    const [method = "", path = ""] = route.routeKey.split(" ");
    const expression = path
      .replace(/[.~]/g, "\\$&")
      .replace(/\{\w+\+\}/, ".+")
      .replace(/\{\w+\}/g, "[^/]+");
    const matches = ["ANY", request.method].includes(method) && new RegExp(`^${expression}$`).test(request.path);
    return matches ? [{ route, rank: [path.endsWith("+}") ? 1 : 0, ...ranking(method, path)] }] : [];
  });
  return matching.sort((a, b) => compare(a.rank, b.rank))[0]?.route;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((number, at) => number !== b[at]);
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
