import type { SiteRouting } from "../../settings";
import { siteFile } from "../viewer-functions/site-file";
import type { Site } from "./site";
import { urlPath } from "./url-path";

/** Files whose names have no extension, such as `LICENSE`, which the routing would lead to a page; as paths of a URL. */
export const plainFiles = ({ files }: Site, routing: SiteRouting): string[] =>
  [...files.keys()].map(urlPath).filter((url) => siteFile(url, routing) !== url);
