import { closeSync, type Dirent, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";
import type { EdgeSettings } from "../../settings";
import { longestPath } from "../viewer-functions/file-path";
import { cacheControl } from "./cache-control";
import { contentType } from "./content-type";
import { FileDigest, type Served } from "./file-digest";
import { immutableFiles } from "./immutable-files";
import { comparePaths, type Manifest } from "./manifest";
import { pageAliases } from "./page-aliases";

/** A file of a site, and how it is served. */
export interface SiteFile extends Served {
  readonly digest: string;
  /** The file that it is, by path below the folder: for a page, which is served as a folder's too, another one. */
  readonly source: string;
}

export interface Site {
  /** Absolute. */
  readonly folder: string;
  /** By path below the folder, with `/` between segments. */
  readonly files: ReadonlyMap<string, SiteFile>;
  readonly manifest: Manifest;
}

/**
 * Reads what is to be published: every file of a folder, less names that begin with a dot, which are notes of tools and
 * systems; but `.well-known` is published (RFC 8615).
 *
 * It takes the memory of its names, whatever the size of its files.
 *
 * @throws RunError that lists everything that cannot be published.
 */
export function readSite(folder: string, { routing, immutable }: SiteRules = { routing: {} }): Site {
  const found = [...walk(folder, "")];
  refuse(folder, found.flatMap(problemsOf));
  const sources = found.map(({ path }) => path);
  const kept = immutableFiles(sources, immutable);

  const buffer = Buffer.allocUnsafe(chunk);
  const read = new Map(sources.map((path) => [path, readFile(folder, path, kept, buffer)]));
  refuse(
    folder,
    [...read.values()].flatMap((file) => (typeof file === "string" ? [file] : [])),
  );
  const files = new Map(
    [...sources.map((path) => [path, path] as const), ...pageAliases(sources, routing)]
      .sort(([a], [b]) => comparePaths(a, b))
      .flatMap(([path, source]) => {
        const file = read.get(source);
        return typeof file === "object" ? [[path, file] as const] : [];
      }),
  );
  return { folder, files, manifest: new Map([...files].map(([path, { digest }]) => [path, digest])) };
}

/** What settings say of a site's files. */
export type SiteRules = Pick<EdgeSettings["site"], "routing" | "immutable">;

function refuse(folder: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new RunError(`${folder} cannot be published:\n${problems.join("\n")}`);
}

/** Bytes that are read at a time. */
const chunk = 64 * 1024;

interface Found {
  readonly path: string;
  readonly entry: Dirent;
}

function* walk(folder: string, below: string): Generator<Found> {
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    if (entry.name.startsWith(".") && entry.name !== ".well-known") continue;
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(folder, path);
    else yield { path, entry };
  }
}

function problemsOf({ path, entry }: Found): string[] {
  // Where a link leads is not for the site's repository to say, and devices and sockets have no content.
  if (entry.isSymbolicLink()) return [`  ${path}: a symbolic link; put the file itself there`];
  if (!entry.isFile()) return [`  ${path}: no file, but a device, a pipe or a socket`];
  const problems: string[] = [];
  // What Node.js gives for bytes that are not UTF-8, and what would break lines of a manifest and of a request.
  if (/[\p{Cc}\ufffd]/u.test(path)) problems.push(`  ${path}: a name with control characters, or not in UTF-8`);
  const bytes = Buffer.byteLength(path);
  if (bytes > longestPath) problems.push(`  ${path}: a path of ${bytes} bytes; S3 takes ${longestPath}`);
  return problems;
}

/** @returns what is wrong with it where it cannot be read. */
function readFile(folder: string, path: string, immutable: ReadonlySet<string>, buffer: Buffer): SiteFile | string {
  try {
    return describe(join(folder, path), path, immutable, buffer);
  } catch (error) {
    return `  ${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
}

function describe(file: string, path: string, immutable: ReadonlySet<string>, buffer: Buffer): SiteFile {
  const served = { contentType: contentType(path), cacheControl: cacheControl(path, immutable), source: path };
  const digest = new FileDigest(served);
  const descriptor = openSync(file, "r");
  try {
    for (let read = -1; read !== 0;) {
      read = readSync(descriptor, buffer);
      digest.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return { ...served, digest: digest.text() };
}
