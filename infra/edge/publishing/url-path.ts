/**
 * The path of a file as CloudFront takes it in an invalidation: what RFC 1738 calls unsafe is encoded, and what is not
 * ASCII; nothing else may be, or nothing is invalidated (CloudFront Developer Guide, "What you need to know when
 * invalidating files"). An asterisk is encoded too, which would be a wildcard at the end, and what would end the path.
 */
export function urlPath(path: string): string {
  return `/${path.replace(/[^\x21-\x7e]|["#%*<>?[\\\]^`{|}~]/gu, encoded)}`;
}

function encoded(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}
