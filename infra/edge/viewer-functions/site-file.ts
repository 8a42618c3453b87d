import type { SiteRouting } from "../../settings";

/** Names a file: something follows a dot in the last segment. */
const withExtension = /\.[^./]+$/;

/** RFC 8615; what asks there, such as for a certificate or an app link, wants that file or a 404. */
const wellKnown = "/.well-known/";

/**
 * The file that answers a path.
 *
 * - A path that names a file is its own answer, so a missing asset stays a 404.
 * - Of any other, the longest prefix in the routing decides, on whole segments: `/docs` is not a prefix of `/docsearch`.
 *   `spa`: the prefix's `index.html`. `pages`: the `index.html` in the folder of that path, with or without a slash at its
 *   end.
 * - A path outside of all prefixes is left as it is.
 *
 * Paths are in their canonical form, and stay so. The file of a file is itself.
 */
export function siteFile(path: string, routing: SiteRouting): string {
  if (withExtension.test(path) || path.startsWith(wellKnown)) return path;
  const prefix = longestPrefix(path, Object.keys(routing));
  if (prefix === undefined) return path;
  return `${withoutSlash(routing[prefix] === "spa" ? prefix : path)}/index.html`;
}

/** It looks at each prefix once, however many segments a viewer sends: a function has less than a millisecond. */
function longestPrefix(path: string, prefixes: readonly string[]): string | undefined {
  const around = prefixes.filter((prefix) => path === prefix || path.startsWith(`${withoutSlash(prefix)}/`));
  return around.sort((a, b) => b.length - a.length)[0];
}

const withoutSlash = (path: string): string => (path.endsWith("/") ? path.slice(0, -1) : path);
