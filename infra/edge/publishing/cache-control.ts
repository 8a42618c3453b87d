import { contentType } from "./content-type";

/** How a file is kept, by what its name says of its content. */
export const cacheControls = {
  /** Its name changes with its content: for ever, which is a year (RFC 8246, RFC 9111). */
  immutable: "public, max-age=31536000, immutable",
  /** A page: CloudFront asks too, so that none outlives the assets that it names, which go with its release. */
  page: "no-cache",
  /** Anything else: CloudFront keeps it until it is invalidated or a day has passed. */
  other: "public, max-age=0, s-maxage=86400",
} as const;

/**
 * How long a file may be kept (`Cache-Control`). An invalidation reaches CloudFront's caches, but no browser's: so browsers
 * ask again for everything whose name stays when its content changes.
 *
 * @param immutable the files whose names change with their content; a page is none of them.
 */
export function cacheControl(path: string, immutable: ReadonlySet<string>): string {
  if (isPage(path)) return cacheControls.page;
  return immutable.has(path) ? cacheControls.immutable : cacheControls.other;
}

export const isPage = (path: string): boolean => contentType(path).startsWith("text/html");
