import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchKey,
  paginateListBuckets,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { Mistake } from "../mistake";

/** What the name of the bucket begins with: that of its resource in bootstrap/index.ts. */
const prefix = "web-platform-state-";

/** Where the bootstrap's own state is, beside the stacks' (`.pulumi/`). */
const key = "bootstrap.json";

/** The bootstrap of an account, as its bucket has it. */
export interface Kept {
  readonly bucket: string;
  readonly region: string;
  /** As `pulumi stack export` writes it. */
  readonly deployment: string;
}

/**
 * The state of the account's bootstrap, or undefined where it has none. Only buckets of the account itself are listed, so that
 * a name that somebody else took is never read.
 *
 * @param at a client for a region, of the stack where S3 does not tell.
 */
export async function findKept(at: (region?: string) => Promise<S3Client>, region: string): Promise<Kept | undefined> {
  const found: Kept[] = [];
  for await (const { Buckets = [] } of paginateListBuckets({ client: await at() }, { Prefix: prefix })) {
    for (const { Name: bucket = "", BucketRegion: where = region } of Buckets) {
      if (!bucket.startsWith(prefix)) continue;
      const deployment = await read(await at(where), bucket);
      if (deployment !== undefined) found.push({ bucket, region: where, deployment });
    }
  }
  if (found.length > 1)
    throw new Mistake(`the account has been bootstrapped twice: ${found.map(({ bucket }) => bucket).join(", ")}`);
  return found[0];
}

async function read(s3: S3Client, bucket: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

export async function keep(s3: S3Client, bucket: string, deployment: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: deployment, ContentType: "application/json" }));
}

/** The stacks whose state the bucket has (`.pulumi/stacks/<project>/<stack>.json`). */
export async function stacksIn(s3: S3Client, bucket: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: ".pulumi/stacks/" }));
  return Contents.flatMap(({ Key = "" }) => /^\.pulumi\/stacks\/(.+)\.json(\.gz)?$/.exec(Key)?.[1] ?? []);
}

/** Deletes every version of everything, for a bucket that goes. */
export async function empty(s3: S3Client, bucket: string): Promise<void> {
  for (;;) {
    // What is deleted is not listed again, so the first page is enough each time.
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    const objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (objects.length === 0) return;
    await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } }));
  }
}
