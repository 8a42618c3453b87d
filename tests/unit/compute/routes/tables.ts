import fc from "fast-check";
import { routeProblems, type RouteTargets } from "../../../../infra/compute/routes/problems";
import {
  type NamedMethod,
  namedMethods,
  parseRoute,
  type Route,
  type StatedRoute,
} from "../../../../infra/compute/routes/route";

/** The routes of a table that states none but right ones. */
export function read(...stated: StatedRoute[]): Route[] {
  return stated.map((line) => {
    const result = parseRoute(line);
    if ("problems" in result) throw new Error(JSON.stringify({ line, ...result }));
    return result.route;
  });
}

/** A route to the instances. */
export function toInstances(route: string): StatedRoute {
  return { route, to: "instances" };
}

/** A route to a function. */
export function toFunction(route: string, name = "posts"): StatedRoute {
  return { route, to: `function ${name}` };
}

/** What the random tables lead to, by the kind of compute. */
export const targetsOf: Readonly<Record<RouteTargets["kind"], RouteTargets>> = {
  instances: { kind: "instances", functions: [] },
  functions: { kind: "functions", functions: ["posts", "health"] },
  both: { kind: "both", functions: ["posts", "health"] },
};

/** Few words, so that paths meet; some that a pattern written carelessly would take for more than themselves. */
const words = ["a", "b", "A", "a.b", "ab"];
const word = fc.constantFrom(...words);
const method = fc.constantFrom("", "ANY ", "GET ", "GET ", "POST ", "DELETE ");
const someTarget = { instances: ["instances"], functions: ["function posts", "function health"], both: [] as string[] };
someTarget.both = [...someTarget.instances, ...someTarget.functions];

/** A stated route that is right by itself; one in some hundred is `/`. */
function line(kind: RouteTargets["kind"]): fc.Arbitrary<StatedRoute> {
  const to = fc.constantFrom(...someTarget[kind]);
  return to.chain((target) => {
    const inner = target === "instances" ? word : fc.oneof({ weight: 2, arbitrary: word }, fc.constant("{}"));
    const end = fc.constantFrom(undefined, undefined, "{rest+}", "*");
    return fc.record({ method, inner: fc.array(inner, { maxLength: 3 }), end }).map((parts) => ({
      route: `${parts.method}/${[...parts.inner, ...(parts.end === undefined ? [] : [parts.end])]
        .map((segment, index) => (segment === "{}" ? `{v${index}}` : segment))
        .join("/")}`,
      to: target,
    }));
  });
}

/** Tables without problems: random routes, without those that cannot stand beside the others. */
export function tables(kind: RouteTargets["kind"]): fc.Arbitrary<readonly StatedRoute[]> {
  return fc
    .array(line(kind), { minLength: 1, maxLength: 14 })
    .map((lines) => withoutProblems(lines, targetsOf[kind]))
    .filter((table) => table.length > 0);
}

function withoutProblems(lines: readonly StatedRoute[], targets: RouteTargets): readonly StatedRoute[] {
  const [first] = lines.length === 0 ? [] : routeProblems(lines, targets);
  return first === undefined ? lines : withoutProblems(lines.toSpliced(first.index ?? 0, 1), targets);
}

export interface Request {
  readonly method: NamedMethod;
  readonly path: string;
}

/** Requests that some route of the table takes, and requests that nearly do. */
export function requests(table: readonly StatedRoute[]): fc.Arbitrary<Request> {
  const rest = fc.array(fc.oneof({ weight: 5, arbitrary: word }, fc.constant("")), { minLength: 1, maxLength: 3 });
  const path = fc
    .record({ stated: fc.constantFrom(...table), words: fc.array(word, { minLength: 4, maxLength: 4 }), rest })
    .map((parts) =>
      parts.stated.route
        .replace(/^[A-Z]+ /, "")
        .replace(/\{\w+\+\}|\*/, parts.rest.join("/"))
        .replace(/\{v(\d)\}/g, (_, index: string) => parts.words[Number(index)] ?? ""),
    );
  const near = fc.constantFrom(
    (exact: string) => exact,
    (exact: string) => exact,
    (exact: string) => exact,
    (exact: string) => `${exact}/`,
    (exact: string) => `${exact}/a`,
    (exact: string) => exact.replace(/\/[^/]*$/, "") || "/",
    (exact: string) => exact.toUpperCase(),
    (exact: string) => exact.replace(".", "x"),
  );
  return fc.record({
    method: fc.oneof(fc.constantFrom<NamedMethod>("GET", "POST"), fc.constantFrom(...namedMethods)),
    path: fc.tuple(path, near).map(([exact, change]) => change(exact)),
  });
}

/** A table without problems and a request for it. */
export function tablesAndRequests(
  kind: RouteTargets["kind"],
): fc.Arbitrary<{ readonly table: readonly StatedRoute[]; readonly request: Request }> {
  return tables(kind).chain((table) => requests(table).map((request) => ({ table, request })));
}
