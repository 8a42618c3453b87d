import { comparePaths, type Manifest } from "./manifest";

/** Paths in order. */
export interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What makes one site the other. */
export function changesBetween(before: Manifest, after: Manifest): Changes {
  const paths = [...after.keys()].sort(comparePaths);
  return {
    added: paths.filter((path) => !before.has(path)),
    changed: paths.filter((path) => before.has(path) && before.get(path) !== after.get(path)),
    removed: [...before.keys()].filter((path) => !after.has(path)).sort(comparePaths),
  };
}
