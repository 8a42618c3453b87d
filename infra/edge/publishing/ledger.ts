import type { S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { formatManifest, type Manifest, parseManifest } from "./manifest";

/** Files that viewers may hold in a state that is no longer published; `everything` where nobody knows which. */
export type Stale = readonly string[] | "everything";

/** What is known of a bucket without looking at its objects. */
export interface Ledger {
  /** What is in the bucket; `unsettled` for paths that a publication has begun to write or delete. */
  readonly published: Manifest;
  readonly stale: Stale;
}

/** No digest: the object may be as before, as after, or not there. */
export const unsettled = "?";

/** Beside what is served, and not in Pulumi's state: it is written while a deployment is on its way. */
export const ledgerKey = "release/ledger";

const text = z.strictObject({
  published: z.string().transform(parseManifest),
  stale: z.union([z.array(z.string()), z.literal("everything")]),
});

/** @returns undefined where nothing has ever been published. */
export async function readLedger(s3: S3Client, bucket: string): Promise<Ledger | undefined> {
  const { GetObjectCommand, NoSuchKey } = await import("@aws-sdk/client-s3");
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: ledgerKey }));
    return text.parse(JSON.parse((await Body?.transformToString()) ?? ""));
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

export async function writeLedger(s3: S3Client, bucket: string, { published, stale }: Ledger): Promise<void> {
  const { PutObjectCommand } = await import("@aws-sdk/client-s3");
  const Body = JSON.stringify({ published: formatManifest(published), stale });
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: ledgerKey, Body, ContentType: "application/json" }));
}
