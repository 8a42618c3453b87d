import { minimatch } from "minimatch";
import { filesWithDigest } from "./digests";

/**
 * The files of a site whose names change with their content.
 *
 * @param globs where they are; without any, those whose names have a digest.
 */
export function immutableFiles(paths: readonly string[], globs: readonly string[] | undefined): ReadonlySet<string> {
  if (globs === undefined) return filesWithDigest(paths);
  const options = { dot: true, nocomment: true, nonegate: true };
  return new Set(paths.filter((path) => globs.some((glob) => minimatch(path, glob, options))));
}
