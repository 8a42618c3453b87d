import type { ListObjectVersionsCommandOutput, S3Client } from "@aws-sdk/client-s3";
import { changesBetween } from "./changes";
import { filesWithDigest } from "./digests";
import { FileDigest } from "./file-digest";
import { readLedger } from "./ledger";
import { type Manifest, manifestDigest, manifestKey, parseManifest } from "./manifest";
import { type Publishable, servedKey, servedPrefix } from "./publish";

/** The versions of an object, newest first. */
type Versions = ReadonlyMap<string, readonly string[]>;

/** A site that the bucket has had. */
export interface EarlierSite extends Publishable {
  /** Makes its manifest the current one: the state learns by that what is served. */
  readonly putManifestBack: () => Promise<void>;
}

/** Objects that are read at a time. */
const concurrency = 16;

/**
 * A site that the bucket has had, from the versions that S3 keeps of its files: no build, no checkout. It is whole before
 * anything is written: each of its files is either served now, or there is a version with its very content and headers.
 *
 * @param id which site: the digest of its manifest.
 * @returns undefined where the bucket has no such manifest, or not any more.
 * @throws Error that names the files of which no version is left.
 */
export async function earlierSite(s3: S3Client, bucket: string, id: string): Promise<EarlierSite | undefined> {
  const earlier = await earlierManifest(s3, bucket, id);
  if (earlier === undefined) return undefined;
  const { manifest, version } = earlier;
  const served = (await readLedger(s3, bucket))?.published ?? new Map<string, string>();
  const { added, changed } = changesBetween(served, manifest);
  const sources = await versionsWith(s3, bucket, manifest, [...added, ...changed]);
  return {
    manifest,
    immutable: filesWithDigest(manifest.keys()),
    write: (_, __, path) => putBack(s3, bucket, servedKey(path), sources.get(path)),
    putManifestBack: () => putBack(s3, bucket, manifestKey, version),
  };
}

/** Makes a version of an object the current one, with its headers and tags. */
async function putBack(s3: S3Client, bucket: string, key: string, version = ""): Promise<void> {
  const { CopyObjectCommand } = await import("@aws-sdk/client-s3");
  const source = `${bucket}/${key.split("/").map(encodeURIComponent).join("/")}?versionId=${version}`;
  await s3.send(new CopyObjectCommand({ Bucket: bucket, Key: key, CopySource: source }));
}

interface ManifestVersion {
  readonly manifest: Manifest;
  readonly version: string;
}

async function earlierManifest(s3: S3Client, bucket: string, id: string): Promise<ManifestVersion | undefined> {
  const { GetObjectCommand } = await import("@aws-sdk/client-s3");
  for (const VersionId of (await versionsBelow(s3, bucket, manifestKey)).get(manifestKey) ?? []) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: manifestKey, VersionId }));
    const manifest = parseManifest((await Body?.transformToString()) ?? "");
    if (manifestDigest(manifest) === id) return { manifest, version: VersionId };
  }
  return undefined;
}

/** The version of each file that has the digest of the manifest. */
async function versionsWith(
  s3: S3Client,
  bucket: string,
  manifest: Manifest,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { default: pMap } = await import("p-map");
  const kept: Versions = paths.length > 0 ? await versionsBelow(s3, bucket, `${servedPrefix}/`) : new Map();
  const found = await pMap(
    paths,
    async (path) => {
      for (const version of kept.get(servedKey(path)) ?? []) {
        if ((await digestOf(s3, bucket, servedKey(path), version)) === manifest.get(path))
          return [path, version] as const;
      }
      return path;
    },
    { concurrency },
  );
  const gone = found.filter((each) => typeof each === "string");
  if (gone.length > 0) throw new Error(`no version is left of ${gone.join(", ")}`);
  return new Map(found.filter((each) => typeof each !== "string"));
}

/** In the order in which S3 lists them ("ListObjectVersions"). */
async function versionsBelow(s3: S3Client, bucket: string, prefix: string): Promise<Versions> {
  const { ListObjectVersionsCommand } = await import("@aws-sdk/client-s3");
  const versions = new Map<string, string[]>();
  let next: { readonly KeyMarker?: string; readonly VersionIdMarker?: string } | undefined = {};
  while (next) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...next }),
    );
    for (const { Key = "", VersionId = "" } of page.Versions ?? []) {
      const known = versions.get(Key);
      if (known) known.push(VersionId);
      else versions.set(Key, [VersionId]);
    }
    const { IsTruncated, NextKeyMarker = "", NextVersionIdMarker = "" } = page;
    next = IsTruncated ? { KeyMarker: NextKeyMarker, VersionIdMarker: NextVersionIdMarker } : undefined;
  }
  return versions;
}

async function digestOf(s3: S3Client, bucket: string, key: string, version: string): Promise<string> {
  const { GetObjectCommand } = await import("@aws-sdk/client-s3");
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }));
  const digest = new FileDigest({ contentType: object.ContentType ?? "", cacheControl: object.CacheControl ?? "" });
  for await (const bytes of object.Body as AsyncIterable<Uint8Array>) digest.update(bytes);
  return digest.text();
}
