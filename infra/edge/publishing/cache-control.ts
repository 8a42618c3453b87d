import { posix } from "node:path";
import { contentType } from "./content-type";

/**
 * How long a file may be kept, by its name (`Cache-Control`). An invalidation reaches CloudFront's caches, but no browser's:
 * so browsers ask again for everything whose name stays when its content changes.
 *
 * - A name with a digest of the content: for ever, which is a year (RFC 8246, RFC 9111).
 * - Pages: CloudFront asks too, so that no page outlives the assets that it names, which go with its release.
 * - Anything else: CloudFront keeps it until it is invalidated or a day has passed.
 */
export function cacheControl(path: string): string {
  if (contentType(path).startsWith("text/html")) return "no-cache";
  if (hasDigest(posix.basename(path))) return "public, max-age=31536000, immutable";
  return "public, max-age=0, s-maxage=86400";
}

/**
 * Whether a bundler has put a digest before the extension: `app.3f2a9c1b.js`, `index-BfQ3x9aZ.css`, `main-KXJ2Q4ZT.js`.
 *
 * A word that were taken for a digest could never be changed, so what might be a word, a date or a version is none: it has
 * letters and digits, and as hexadecimal, as base 32, or in both cases of base 64, eight at least.
 */
function hasDigest(name: string): boolean {
  const digest = /[.-]([A-Za-z0-9_]{8,64})((\.[a-z][a-z0-9]*)+)$/.exec(name)?.[1] ?? "";
  return /\d/.test(digest) && /[A-Za-z]/.test(digest) && forms.some((form) => form.test(digest));
}

const forms = [/^[0-9a-f]+$/, /^[A-Z2-7]{8}$/, /^(?=.*[a-z])(?=.*[A-Z])/];
