import type { SiteRouting } from "../../settings";
import { siteFile } from "../viewer-functions/site-file";
import { type Folder, folderTree } from "./folder-tree";
import { comparePaths } from "./manifest";
import { invalidatedForms, urlPath } from "./url-path";

export interface Staleness {
  /** Files that viewers may hold in an older state. */
  readonly stale: readonly string[];
  /** The others, which a wildcard would take from the caches for nothing. */
  readonly kept: Iterable<string>;
  readonly routing: SiteRouting;
  /** So many paths may be invalidated one by one, at most. */
  readonly exactPaths: number;
}

/** Wildcards that may be in progress at a time (CloudFront quotas). */
const mostWildcards = 15;

/**
 * The paths whose invalidation leaves nothing stale: none for nothing; each file by itself, with the forms of its folder
 * that lead to it, as long as that is not too many; otherwise wildcards. These begin with one for everything. The one that
 * takes most of what is kept is split into its files and one for each folder in it that has anything stale, again and
 * again, as long as the quota holds and a wildcard takes anything that is kept.
 *
 * Folders' forms are there since AWS advises to invalidate what viewers ask for beside what a function makes of it. Deep
 * links of an SPA are not: they are countless, the cache knows them by the page that the function leads them to, and pages
 * are asked for again anyway.
 *
 * @returns paths as CloudFront takes them, in an order that does not depend on that of the files.
 */
export function invalidationPaths({ stale, kept, routing, exactPaths }: Staleness): string[] {
  const exact = pathsOf({ files: stale, folders: [] }, routing);
  if (exact.length <= exactPaths) return exact;

  let cover: Cover = { files: [], folders: [folderTree(stale, kept)] };
  const final = new Set<Folder>();
  for (;;) {
    const widest = cover.folders
      .filter((folder) => folder.kept > 0 && !final.has(folder))
      .sort((a, b) => b.kept - a.kept || comparePaths(a.path, b.path))[0];
    if (!widest) return pathsOf(cover, routing);
    const narrower = split(cover, widest);
    if (isWithin(pathsOf(narrower, routing), exactPaths)) cover = narrower;
    else final.add(widest);
  }
}

/** Files one by one, and folders with everything below them. */
interface Cover {
  readonly files: readonly string[];
  readonly folders: readonly Folder[];
}

const split = ({ files, folders }: Cover, folder: Folder): Cover => ({
  files: [...files, ...folder.staleFiles],
  folders: [...folders.filter((other) => other !== folder), ...folder.folders.filter(({ stale }) => stale > 0)],
});

function pathsOf({ files, folders }: Cover, routing: SiteRouting): string[] {
  return inOrder([
    ...files.flatMap((file) => [urlPath(file), ...folderForms(file, routing)]),
    ...folders.flatMap((folder) => [`${urlPath(folder.path)}*`, ...outsideForms(folder, routing)]),
  ]);
}

/** Each once: a folder's form may be a file's too, which the folder took the place of. */
const inOrder = (paths: readonly string[]): string[] =>
  [...new Set(paths.flatMap(invalidatedForms))].sort(comparePaths);

function isWithin(paths: readonly string[], exactPaths: number): boolean {
  const wildcards = paths.filter((path) => path.endsWith("*")).length;
  return wildcards <= mostWildcards && paths.length - wildcards <= exactPaths;
}

/** `/docs/` and `/docs` for `docs/index.html`, where the site's function leads them there. */
function folderForms(file: string, routing: SiteRouting): string[] {
  if (!/(^|\/)index\.html$/.test(file)) return [];
  const folder = urlPath(file).slice(0, -"index.html".length);
  const forms = folder === "/" ? ["/"] : [folder, folder.slice(0, -1)];
  return forms.filter((form) => siteFile(form, routing) === urlPath(file));
}

/** A wildcard for `docs/` takes `/docs/`, and not `/docs`. */
function outsideForms(folder: Folder, routing: SiteRouting): string[] {
  const index = `${folder.path}index.html`;
  if (folder.path === "" || !folder.staleFiles.includes(index)) return [];
  return folderForms(index, routing).filter((form) => !form.endsWith("/"));
}
