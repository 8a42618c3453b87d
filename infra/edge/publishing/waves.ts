import { isPage } from "./cache-control";

/**
 * Paths in the order in which they are to appear: what nothing else names before what names it. First files whose names
 * change with their content, then other assets, then pages. What is to disappear goes the other way.
 */
export function waves(paths: readonly string[], immutable: ReadonlySet<string>): string[][] {
  const rank = (path: string) => (isPage(path) ? 2 : immutable.has(path) ? 0 : 1);
  return [0, 1, 2].map((each) => paths.filter((path) => rank(path) === each)).filter((wave) => wave.length > 0);
}
