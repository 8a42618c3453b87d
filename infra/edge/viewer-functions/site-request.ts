import type { SiteRouting } from "../../settings";
import { toCanonicalHost } from "./canonical-host";
import { canonicalPath, possiblePath } from "./file-path";
import type { ViewerRequest, ViewerRequestEvent, ViewerResponse } from "./event";
import { siteFile } from "./site-file";

export interface SiteRequestSettings {
  readonly routing: SiteRouting;
  /** Files without an extension, as paths of a URL: no routing leads them elsewhere. */
  readonly plainFiles?: readonly string[];
  /** Without it, the site is the same at all of its hosts. */
  readonly redirect?: {
    /** The host that the others lead to. */
    readonly host: string;
  };
}

/**
 * What becomes of a viewer's request to the site: it leads to the canonical host, or to the file that answers its path.
 *
 * No cookie goes on to the bucket, the session's least of all, whatever the distribution's policies forward: files are the
 * same for everyone.
 */
export function siteRequest(event: ViewerRequestEvent, settings: SiteRequestSettings): ViewerRequest | ViewerResponse {
  const request = event.request;
  const redirect = settings.redirect && toCanonicalHost(request, settings.redirect.host);
  if (redirect) return redirect;
  const path = canonicalPath(request.uri);
  request.uri = possiblePath(settings.plainFiles?.includes(path) ? path : siteFile(path, settings.routing));
  request.cookies = {};
  return request;
}
