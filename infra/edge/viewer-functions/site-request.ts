import type { SiteRouting } from "../../settings";
import { toCanonicalHost } from "./canonical-host";
import type { ViewerRequest, ViewerRequestEvent, ViewerResponse } from "./event";
import { siteFile } from "./site-file";

export interface SiteRequestSettings {
  readonly routing: SiteRouting;
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
  request.uri = siteFile(request.uri, settings.routing);
  request.cookies = {};
  return request;
}
