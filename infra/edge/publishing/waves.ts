import { cacheControl } from "./cache-control";
import { contentType } from "./content-type";

/**
 * Paths in the order in which they are to appear: what nothing else names before what names it. First files whose names
 * change with their content, then other assets, then pages. What is to disappear goes the other way.
 */
export function waves(paths: readonly string[]): string[][] {
  const ranks = [isImmutable, (path: string) => !isImmutable(path) && !isPage(path), isPage];
  return ranks.map((belongs) => paths.filter(belongs)).filter((wave) => wave.length > 0);
}

const isPage = (path: string) => contentType(path).startsWith("text/html");
const isImmutable = (path: string) => cacheControl(path).includes("immutable");
