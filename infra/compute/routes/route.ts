import { type Pattern, parsePattern, pathForm, patternText } from "./pattern";

/** The methods that API Gateway routes by; `ANY` stands for all of them ("Create routes for HTTP APIs"). */
export const namedMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** The method of a request. */
export type NamedMethod = (typeof namedMethods)[number];
/** The method of a route. */
export type Method = NamedMethod | "ANY";

/** Who answers the requests of a route. */
export type Target = { readonly kind: "instances" } | { readonly kind: "function"; readonly name: string };

/** One line of the route table: whatever comes by this method to a path of this pattern goes to the target. */
export interface Route {
  readonly method: Method;
  readonly path: Pattern;
  readonly target: Target;
}

/** A route as a stack file states it. */
export interface StatedRoute {
  /** `GET /api/posts/{id}`, or the path alone, for any method. */
  readonly route: string;
  /** `instances` or `function <name>`. */
  readonly to: string;
}

/** What is wrong with one key of a stated route. */
export interface KeyProblem {
  readonly key: keyof StatedRoute;
  /** What is allowed there: the rest of the sentence "... is not allowed: ". */
  readonly allowed: string;
}

/** Reads a stated route. Every string is either read or refused with a reason. */
export function parseRoute(stated: StatedRoute): { readonly route: Route } | { readonly problems: KeyProblem[] } {
  const head = parseHead(stated.route);
  const target = parseTarget(stated.to);
  if (typeof head !== "string" && typeof target !== "string") return { route: { ...head, target } };
  return {
    problems: [
      ...(typeof head === "string" ? [{ key: "route", allowed: head } as const] : []),
      ...(typeof target === "string" ? [{ key: "to", allowed: target } as const] : []),
    ],
  };
}

function parseHead(text: string): Pick<Route, "method" | "path"> | string {
  const [first, second, ...more] = text.split(" ");
  const [method, path] = second === undefined ? ["ANY", first] : [first, second];
  if (path === undefined || more.length > 0) return 'a method, one space and a path, such as "GET /api/posts/{id}"';
  if (!isMethod(method)) return `one of the methods ANY, ${namedMethods.join(", ")} before the path`;
  const pattern = parsePattern(path);
  return typeof pattern === "string" ? pattern : { method, path: pattern };
}

function isMethod(text: string | undefined): text is Method {
  return text === "ANY" || namedMethods.some((method) => method === text);
}

function parseTarget(text: string): Target | string {
  if (text === "instances") return { kind: "instances" };
  const name = targetForm.exec(text)?.groups?.["name"];
  return name === undefined ? '"instances" or "function <name>"' : { kind: "function", name };
}

/** Who answers, as `to` states it. */
export const targetForm = /^(instances|function (?<name>\S+))$/;

/** Routes that can be read, as a pattern: editors check by it. What is wrong with one that cannot says `parseRoute`. */
export const routeForm = new RegExp(`^((ANY|${namedMethods.join("|")}) )?${pathForm.source}$`);

/** The route's method and path as API Gateway writes them: `ANY /api/users/{proxy+}`. */
export function routeText({ method, path }: Pick<Route, "method" | "path">): string {
  return `${method} ${patternText(path)}`;
}
