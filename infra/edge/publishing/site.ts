import { createHash } from "node:crypto";
import { closeSync, type Dirent, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { cacheControl } from "./cache-control";
import { contentType } from "./content-type";
import { comparePaths, type Manifest } from "./manifest";

/** A file of a site, and how it is served. */
export interface SiteFile {
  /** Of the bytes and of how they are served, so that another header is a change too. */
  readonly digest: string;
  readonly contentType: string;
  readonly cacheControl: string;
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
 * @throws Error that lists everything that cannot be published.
 */
export function readSite(folder: string): Site {
  const found = [...walk(folder, "")];
  const problems = found.flatMap(({ path, entry }) => problemsOf(path, entry));
  if (problems.length > 0) throw new Error(`${folder} cannot be published:\n${problems.join("\n")}`);

  const buffer = Buffer.allocUnsafe(chunk);
  const files = new Map(
    found
      .map(({ path }) => path)
      .sort(comparePaths)
      .map((path) => [path, describe(join(folder, path), path, buffer)]),
  );
  return { folder, files, manifest: new Map([...files].map(([path, { digest }]) => [path, digest])) };
}

/** Bytes that are read at a time. */
const chunk = 64 * 1024;

/** S3's bound on the bytes of a key, less the prefix under which the site is served. */
const longestPath = 1024 - "site/".length;

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

function problemsOf(path: string, entry: Dirent): string[] {
  // Where a link leads is not for the site's repository to say, and devices and sockets have no content.
  if (!entry.isFile()) return [`  ${path}: no regular file`];
  const problems: string[] = [];
  // What Node.js gives for bytes that are not UTF-8, and what would break lines of a manifest and of a request.
  if (/[\p{Cc}\ufffd]/u.test(path)) problems.push(`  ${path}: a name with control characters, or not in UTF-8`);
  if (Buffer.byteLength(path) > longestPath) problems.push(`  ${path}: longer than ${longestPath} bytes`);
  return problems;
}

function describe(file: string, path: string, buffer: Buffer): SiteFile {
  const served = { contentType: contentType(path), cacheControl: cacheControl(path) };
  const hash = createHash("sha256").update(`${served.contentType}\n${served.cacheControl}\n`);
  const descriptor = openSync(file, "r");
  try {
    for (let read = -1; read !== 0;) {
      read = readSync(descriptor, buffer);
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  // 128 bits: enough that two contents of a file never meet by chance, and half of a state with thousands of files.
  return { ...served, digest: hash.digest("hex").slice(0, 32) };
}
