import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import { cacheControls } from "./cache-control";
import { changesBetween } from "./changes";
import { filesWithDigest } from "./digests";
import { type Ledger, readLedger, type Stale, unsettled, writeLedger } from "./ledger";
import type { Manifest } from "./manifest";
import type { Site } from "./site";
import { waves } from "./waves";

export interface Publication {
  /** What the bucket is known to hold now, and what viewers may hold. */
  readonly ledger: Ledger;
  readonly uploaded: number;
  readonly deleted: number;
}

/** A site that can be made the one that is served. */
export interface Publishable {
  readonly manifest: Manifest;
  /** Files whose names change with their content: they are there before a page names them. */
  readonly immutable: ReadonlySet<string>;
  /** Writes one of its files to its key in the bucket. */
  readonly write: (s3: S3Client, bucket: string, path: string) => Promise<void>;
}

/** Where the site is in its bucket: CloudFront's origin path. */
export const servedPrefix = "site";

/** Objects that are written or deleted at a time; S3 takes 3,500 such requests a second and prefix. */
const concurrency = 16;

/**
 * Makes what is served the site that is given, with no call for a file that is already there as it should be.
 *
 * At no moment does a page name an asset of its release that is not there: pages come last and go first. When it breaks
 * anywhere, the ledger tells the next publication what to do again, whichever site that publishes.
 *
 * @param unknown what is stale where there is no ledger.
 */
export async function publish(s3: S3Client, bucket: string, site: Publishable, unknown: Stale): Promise<Publication> {
  const before = (await readLedger(s3, bucket)) ?? { published: new Map<string, string>(), stale: unknown };
  const { added, changed, removed } = changesBetween(before.published, site.manifest);
  const uploads = [...added, ...changed];
  if (uploads.length + removed.length === 0) return { ledger: before, uploaded: 0, deleted: 0 };

  // A file that was not there is stale nowhere: CloudFront keeps the error in its place for seconds only.
  const stale = union(before.stale, [...changed, ...removed]);
  const touched = [...uploads, ...removed].map((path): [string, string] => [path, unsettled]);
  await writeLedger(s3, bucket, { published: new Map([...before.published, ...touched]), stale });
  await eachOf(waves(uploads, site.immutable), (path) => site.write(s3, bucket, path));
  await eachOf(waves(removed, filesWithDigest(removed)).reverse(), (path) => remove(s3, bucket, path));
  const ledger = { published: site.manifest, stale };
  await writeLedger(s3, bucket, ledger);
  return { ledger, uploaded: uploads.length, deleted: removed.length };
}

/** The key of a file. */
export const servedKey = (path: string): string => `${servedPrefix}/${path}`;

/** A site from its folder. */
export function fromFolder(site: Site): Publishable {
  const immutable = [...site.files].filter(([, file]) => file.cacheControl === cacheControls.immutable);
  return {
    manifest: site.manifest,
    immutable: new Set(immutable.map(([path]) => path)),
    write: (s3, bucket, path) => upload(s3, bucket, site, path),
  };
}

const union = (stale: Stale, more: readonly string[]): Stale =>
  stale === "everything" ? stale : [...new Set([...stale, ...more])];

async function eachOf(groups: readonly string[][], act: (path: string) => Promise<unknown>): Promise<void> {
  const { default: pMap } = await import("p-map");
  for (const paths of groups) {
    await pMap(paths, (path) => act(path).catch(rethrow(path)), { concurrency });
  }
}

function rethrow(path: string): (error: Error) => never {
  return (error) => {
    throw new Error(`publishing ${path} failed (${error.message}); the next \`pulumi up\` goes on from here`);
  };
}

/** S3's smallest part of an upload in parts, in bytes. */
const part = 5 * 1024 * 1024;

/** Takes the memory of a part at most: what is larger is streamed in parts, one at a time. */
async function upload(s3: S3Client, bucket: string, { folder, files }: Site, path: string): Promise<void> {
  const { Upload } = await import("@aws-sdk/lib-storage");
  const file = files.get(path);
  if (!file) throw new Error(`${path} is not in the site`);
  const source = join(folder, file.source);
  const isSmall = (await stat(source)).size <= part;
  const params = {
    Bucket: bucket,
    Key: servedKey(path),
    Body: isSmall ? await readFile(source) : createReadStream(source),
    ContentType: file.contentType,
    CacheControl: file.cacheControl,
  };
  await new Upload({ client: s3, params, partSize: part, queueSize: 1 }).done();
}

async function remove(s3: S3Client, bucket: string, path: string): Promise<void> {
  const { DeleteObjectCommand } = await import("@aws-sdk/client-s3");
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: servedKey(path) }));
}
