import { createHash } from "node:crypto";
import { shape, write } from "./pattern";
import { type Route, routeText } from "./route";

/** A route of an HTTP API. */
export interface ApiRoute {
  /** Part of a resource's name: lower-case letters, digits and dashes, at most 49 characters. */
  readonly name: string;
  /** The key as API Gateway knows it: `ANY /api/users/{proxy+}`. */
  readonly routeKey: string;
  readonly route: Route;
}

/**
 * The routes of an HTTP API that decides as the table does. API Gateway finds the most specific one by itself, so their order
 * says nothing.
 */
export function apiRoutes(routes: readonly Route[]): ApiRoute[] {
  return routes.map((route) => ({ name: name(route), routeKey: routeText(route), route }));
}

/**
 * A name that depends on nothing but the requests that the route takes. So no other route changes it, and a variable is renamed
 * in place, instead of by a second route for the same requests beside the first.
 */
function name({ method, path }: Route): string {
  const readable = `${method}${write(path, ({ kind }) => (kind === "one" ? "one" : "all"))}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/-$/, "");
  const digest = createHash("sha256")
    .update(`${method} ${shape(path)}`)
    .digest("hex");
  return `${readable}-${digest.slice(0, 8)}`;
}
