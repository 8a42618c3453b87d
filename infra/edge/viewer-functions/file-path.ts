/**
 * The path of a file in the one form that the site is served, kept and invalidated by, whatever a viewer has encoded:
 *
 * - What RFC 1738 calls unsafe is encoded, and what is not ASCII, as CloudFront wants it in an invalidation; nothing else
 *   may be, or nothing is invalidated (CloudFront Developer Guide, "What you need to know when invalidating paths").
 * - `+` is encoded too: S3 reads it as a blank, and so does CloudFront before S3 (rust-lang/crates.io#4891). And `*`, which
 *   would be a wildcard at the end of an invalidation's path, and what would end a path.
 */
export function encodedPath(path: string): string {
  return encodeURI(path).replace(/[#?+*~]/g, (mark) => `%${Number(mark.codePointAt(0)).toString(16).toUpperCase()}`);
}

/** A viewer's path in that form; as it came where it encodes no UTF-8. */
export function canonicalPath(path: string): string {
  return encodedPath(decoded(path) ?? path);
}

/** S3's bound on the bytes of a key, less the prefix under which the site is served. */
export const longestPath = 1024 - "site/".length;

/** No file has this name: what is not UTF-8 is not published. */
const nowhere = "/%EF%BF%BD";

/** The path of a file, or one that no file has in the place of one that S3 would refuse, by a 400 with an XML of its own. */
export function possiblePath(path: string): string {
  const bytes = path.replace(/%[0-9A-F]{2}/g, "-").length - 1;
  return bytes > longestPath ? nowhere : path;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
