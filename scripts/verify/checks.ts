import { randomUUID } from "node:crypto";
import { type Answer, ask, speaks } from "./ask";
import { fixedGet } from "./routes";

/** What of a stack is reached from outside, and where. */
export interface Reached {
  /** Where browsers reach the site, and behind it the API. Without it, the API is asked itself. */
  readonly site?: string | undefined;
  readonly api?:
    | {
        readonly endpoint: string;
        /** `GET /api/posts -> function posts` */
        readonly routes: readonly string[];
      }
    | undefined;
  /** A certificate to trust beside the usual ones, PEM. */
  readonly ca?: string | undefined;
}

/** One thing that has to be so: what was seen, where it is, or an error that says what was seen in its place. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<string>;
}

/** Of every page (docs/settings, edge.headers: a Content-Security-Policy may be left out by settings, these may not). */
const securityHeaders = ["x-content-type-options", "x-frame-options", "referrer-policy"];

/** What is asked of a stack that is deployed. Each check sends a request or two, and changes nothing. */
export function checksOf({ site, api, ca }: Reached): readonly Check[] {
  const get = (url: string): Promise<Answer> => ask(url, ca);
  const origin = (site ?? api?.endpoint ?? "").replace(/\/$/, "");
  if (origin === "") return [];
  const isSecure = origin.startsWith("https:");
  const routes = api?.routes ?? [];
  return [
    ...(site === undefined ? [] : [pageIsServed(get, origin), headersAreSent(get, origin, isSecure)]),
    ...(site === undefined ? [] : [fileIsMissing(get, origin)]),
    ...examplePaths(routes).map((path) => apiAnswers(get, origin, path)),
    ...(routes.length === 0 || routes.some(takesEverything) ? [] : [apiPathIsMissing(get, origin)]),
    ...(isSecure ? [tlsIsModern(origin)] : []),
    ...(isSecure && site !== undefined ? [plainIsRedirected(get, origin)] : []),
  ];
}

/** For each that answers routes, instances or a function: a path of which a GET has no variable part, if there is one. */
export function examplePaths(routes: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const route of routes) {
    const fixed = fixedGet(route);
    if (fixed && !found.has(fixed.target)) found.set(fixed.target, fixed.path);
  }
  return [...found.values()];
}

const takesEverything = (route: string): boolean => /^(\$default|((GET|ANY) )?\/(api\/)?\{\w+\+\}) -> /.test(route);

type Get = (url: string) => Promise<Answer>;

const pageIsServed = (get: Get, origin: string): Check => ({
  name: "the site's first page is there",
  run: async () => {
    const { status, headers } = await get(`${origin}/`);
    return holds(status === 200 && isPage(headers), seen(status, headers));
  },
});

const headersAreSent = (get: Get, origin: string, isSecure: boolean): Check => ({
  name: "pages have security headers",
  run: async () => {
    const { headers } = await get(`${origin}/`);
    const wanted = [...securityHeaders, ...(isSecure ? ["strict-transport-security"] : [])];
    const missing = wanted.filter((name) => headers[name] === undefined);
    return holds(missing.length === 0, missing.length === 0 ? wanted.join(", ") : `without ${missing.join(", ")}`);
  },
});

const fileIsMissing = (get: Get, origin: string): Check => ({
  name: "a file that is not there is a 404",
  run: async () => {
    const { status, headers } = await get(`${origin}/${unknown()}.js`);
    return holds(status === 404, seen(status, headers));
  },
});

const apiAnswers = (get: Get, origin: string, path: string): Check => ({
  name: `the API answers ${path}`,
  run: async () => {
    const { status, headers } = await get(`${origin}${path}`);
    return holds(status >= 200 && status < 300, seen(status, headers));
  },
});

const apiPathIsMissing = (get: Get, origin: string): Check => ({
  name: "a path that the API does not know is a 404 of the API's own",
  run: async () => {
    const { status, headers } = await get(`${origin}/api/${unknown()}`);
    return holds(status === 404 && !isPage(headers), seen(status, headers));
  },
});

const tlsIsModern = (origin: string): Check => ({
  name: "TLS is 1.2 or newer",
  run: async () => {
    if (!(await speaks(origin, "TLSv1.2")) && !(await speaks(origin, "TLSv1.3"))) throw new Error("no TLS at all");
    return holds(!(await speaks(origin, "TLSv1.1")), "TLS 1.1 is refused", "TLS 1.1 is spoken");
  },
});

const plainIsRedirected = (get: Get, origin: string): Check => ({
  name: "plain HTTP leads to HTTPS",
  run: async () => {
    const { status, headers } = await get(`${origin.replace("https:", "http:")}/`);
    const target = String(headers["location"]);
    return holds([301, 302, 307, 308].includes(status) && target.startsWith(`${origin}/`), `${status} to ${target}`);
  },
});

/** What nobody has published or routed. */
const unknown = (): string => `not-there-${randomUUID()}`;

const isPage = (headers: Answer["headers"]): boolean => /^text\/html\b/.test(String(headers["content-type"]));

const seen = (status: number, headers: Answer["headers"]): string =>
  `${status} ${String(headers["content-type"] ?? "without a type")}`;

function holds(isSo: boolean, found: string, otherwise = found): string {
  if (!isSo) throw new Error(otherwise);
  return found;
}
