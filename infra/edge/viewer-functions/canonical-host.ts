import type { ViewerRequest, ViewerResponse } from "./event";

/**
 * Leads a viewer who came by any other host, the distribution's own name included, to the canonical one. Path and query
 * string stay as they came, byte for byte.
 *
 * - Only GET and HEAD: of others, a browser would send the body again or drop it.
 * - The location always has the canonical host, whatever the path is: it begins with `https://<host>/`.
 * - Browsers remember it for an hour. Without an age they may keep a 301 for good, and two of them would be a loop once the
 *   canonical host has changed.
 *
 * @returns undefined where there is nothing to lead elsewhere.
 */
export function toCanonicalHost(request: ViewerRequest, host: string): ViewerResponse | undefined {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  if (hostname(request.headers.host?.value ?? "") === host) return undefined;
  const query = request.rawQueryString();
  const path = request.uri.startsWith("/") ? request.uri : `/${request.uri}`;
  return {
    statusCode: 301,
    statusDescription: "Moved Permanently",
    headers: {
      location: { value: `https://${host}${path}${query === undefined ? "" : `?${query}`}` },
      "cache-control": { value: "public, max-age=3600" },
    },
  };
}

/** Without a port, which a viewer may send although it is the usual one: it would come back with it again and again. */
const hostname = (host: string): string => host.toLowerCase().replace(/:[0-9]*$/, "");
