import { createHash } from "node:crypto";

/** What a site consists of: the digest of each file, with how it is served, by path below the site's folder. */
export type Manifest = ReadonlyMap<string, string>;

/** In the site's bucket; each site is a version of it. */
export const manifestKey = "release/manifest";

/** A manifest as text: one line a file, in the order of the paths' bytes, so that equal sites have equal texts. */
export function formatManifest(manifest: Manifest): string {
  return [...manifest]
    .map(([path, digest]) => `${digest} ${path}\n`)
    .sort((a, b) => comparePaths(a.slice(a.indexOf(" ") + 1), b.slice(b.indexOf(" ") + 1)))
    .join("");
}

/** Tells a site from others: 48 bits. */
export const manifestDigest = (manifest: Manifest): string =>
  createHash("sha256").update(formatManifest(manifest)).digest("hex").slice(0, 12);

/** @throws Error where a line is not one of a manifest. */
export function parseManifest(text: string): Manifest {
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(
    lines.map((line) => {
      const [digest, path] = split(line);
      return [path, digest];
    }),
  );
}

function split(line: string): [digest: string, path: string] {
  const space = line.indexOf(" ");
  if (space < 1 || space === line.length - 1) throw new Error(`not a line of a manifest: ${line}`);
  return [line.slice(0, space), line.slice(space + 1)];
}

/** The same order on every machine, whatever its language. */
export const comparePaths = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
