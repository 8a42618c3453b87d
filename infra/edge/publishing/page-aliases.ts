import type { SiteRouting } from "../../settings";
import { longestPath } from "../viewer-functions/file-path";
import { siteFile } from "../viewer-functions/site-file";
import { urlPath } from "./url-path";

/**
 * Pages that are published a second time, as the `index.html` of the folder that their path names, since a function of
 * CloudFront cannot see which files there are: `about.html` is what `/about` shows where the routing is `pages`. A folder
 * that has its own keeps it, and the page for what is not there is no page to ask for.
 *
 * @returns the further path of each, and the file.
 */
export function pageAliases(files: readonly string[], routing: SiteRouting): [path: string, source: string][] {
  const all = new Set(files);
  return files.flatMap((file) => {
    if (!file.endsWith(".html") || file === "404.html" || /(^|\/)index\.html$/.test(file)) return [];
    const page = file.slice(0, -".html".length);
    const path = `${page}/index.html`;
    if (
      all.has(path) ||
      all.has(page) ||
      Buffer.byteLength(path) > longestPath ||
      siteFile(urlPath(page), routing) !== urlPath(path)
    )
      return [];
    return [[path, file]];
  });
}
