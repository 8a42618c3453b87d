/** A folder of a site, with what is below it. */
export class Folder {
  /** Number of files below it, at any depth. */
  stale = 0;
  kept = 0;
  /** Stale files in it, not deeper. */
  readonly staleFiles: string[] = [];
  private readonly children = new Map<string, Folder>();

  /** @param path with a slash at its end; empty for the site itself. */
  constructor(readonly path: string) {}

  get folders(): Folder[] {
    return [...this.children.values()];
  }

  child(name: string): Folder {
    let child = this.children.get(name);
    if (!child) this.children.set(name, (child = new Folder(`${this.path}${name}/`)));
    return child;
  }
}

/** The folders of a site, from its root. */
export function folderTree(stale: readonly string[], kept: Iterable<string>): Folder {
  const root = new Folder("");
  for (const file of new Set(stale)) {
    const folders = along(root, file);
    for (const folder of folders) folder.stale++;
    folders.at(-1)?.staleFiles.push(file);
  }
  for (const file of kept) {
    for (const folder of along(root, file)) folder.kept++;
  }
  return root;
}

/** The folders that a file is in, from the root on. */
function along(root: Folder, file: string): Folder[] {
  const folders = [root];
  for (const name of file.split("/").slice(0, -1)) folders.push((folders.at(-1) ?? root).child(name));
  return folders;
}
