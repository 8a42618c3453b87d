import type { S3Client } from "@aws-sdk/client-s3";
import type { AwsAccess } from "./aws-access";
import { formatRecord, nothingReleased, parseRecord, type Record } from "./record";

/** Where a record is: what it is of (`site`, `instances`, `functions/<name>`), and the bucket that keeps it. */
export interface RecordPlace {
  readonly of: string;
  readonly bucket: string;
}

/** Not in Pulumi's state: it is written while a deployment is on its way, and by hand. */
const keyOf = ({ of }: RecordPlace): string => `release/${of}.json`;

/** @throws Error that names the object, where it holds no record. */
export async function readRecord(aws: AwsAccess, place: RecordPlace): Promise<Record> {
  const { GetObjectCommand, NoSuchKey } = await import("@aws-sdk/client-s3");
  const where = { Bucket: place.bucket, Key: keyOf(place) };
  let text: string | undefined;
  try {
    const { Body } = await (await s3(aws)).send(new GetObjectCommand(where));
    text = await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return nothingReleased;
    throw error;
  }
  try {
    return parseRecord(text ?? "");
  } catch (error) {
    const message = `s3://${where.Bucket}/${where.Key} is not a record of releases: delete it, and what is live is recorded anew`;
    throw new Error(message, { cause: error });
  }
}

export async function writeRecord(aws: AwsAccess, place: RecordPlace, record: Record): Promise<void> {
  const { PutObjectCommand } = await import("@aws-sdk/client-s3");
  const where = { Bucket: place.bucket, Key: keyOf(place) };
  const command = new PutObjectCommand({ ...where, Body: formatRecord(record), ContentType: "application/json" });
  await (await s3(aws)).send(command);
}

async function s3(aws: AwsAccess): Promise<S3Client> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  return aws.client(S3Client, "s3");
}
