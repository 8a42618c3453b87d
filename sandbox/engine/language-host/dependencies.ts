import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

export interface Dependency {
  readonly name: string;
  readonly version: string;
}

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * The installed packages that package.json in `folder` depends on, sorted by name; with `transitive` also theirs. What
 * is not installed is left out.
 */
export function programDependencies(folder: string, transitive: boolean): Dependency[] {
  const found = new Map<string, Dependency>();
  const visit = (packageFolder: string): void => {
    for (const name of Object.keys(manifestOf(packageFolder).dependencies ?? {})) {
      const installed = installedFolder(name, packageFolder);
      if (installed === undefined || found.has(installed)) continue;
      found.set(installed, { name, version: manifestOf(installed).version ?? "" });
      if (transitive) visit(installed);
    }
  };
  visit(folder);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function manifestOf(folder: string): Manifest {
  const file = join(folder, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : {};
}

/** Node's own lookup, by folder: `exports` may hide a package's manifest from `require.resolve`. */
function installedFolder(name: string, from: string): string | undefined {
  const places = createRequire(join(from, "package.json")).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, "package.json")));
}
