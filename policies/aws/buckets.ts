import type { BucketState } from "@pulumi/aws/s3";
import type { PolicyResource } from "@pulumi/policy";

import type { Stack, StackResource } from "../frame/stack";
import { ifKnown } from "../frame/unknown";

export type Bucket = StackResource<BucketState>;

export const bucketType = "aws:s3/bucket:Bucket";
const DIRECTORY = "aws:s3/directoryBucket:DirectoryBucket";

/** The resources of one type that say more of buckets, each by the bucket that it names, by output or by text. */
export interface Settings<P extends object> {
  /** Those of a bucket of the stack. */
  readonly of: (bucket: Bucket) => readonly StackResource<P>[];
  /** Those of no bucket of the stack, and those of which only the update can tell. */
  readonly ofOthers: readonly StackResource<P>[];
  /** Whether a bucket that has none may turn out to have one. */
  readonly isOpen: boolean;
}

export const bucketsOf = (stack: Stack): readonly Bucket[] => stack.ofType<BucketState>(bucketType);

/** Directory buckets are of another kind, which the controls on general purpose buckets leave out; S3 has their names end so. */
const isDirectory = (bucket: PolicyResource | string | undefined): boolean =>
  typeof bucket === "string" ? bucket.endsWith("--x-s3") : bucket?.type === DIRECTORY;

export function settingsOf<P extends object>(stack: Stack, type: string): Settings<P> {
  const directories = stack.ofType(DIRECTORY);
  const targets: PolicyResource[] = [...bucketsOf(stack), ...directories];
  const entries = stack
    .ofType<P>(type)
    .map((setting) => ({ setting, bucket: stack.reference(setting, "bucket", targets) }))
    .filter(({ bucket }) => !isDirectory(bucket));
  const those = (kept: (bucket: PolicyResource | string | undefined) => boolean) =>
    entries.filter((entry) => kept(entry.bucket)).map(({ setting }) => setting);
  return {
    of: (bucket) => those((named) => named === bucket),
    ofOthers: those((named) => typeof named !== "object"),
    isOpen: entries.some((entry) => entry.bucket === undefined),
  };
}

/**
 * What the program states on the bucket itself, in one of the properties that have a resource of their own today. AWS's answer
 * fills them too, so the rule has to ask for the inputs of buckets.
 */
export const inline = <K extends keyof Bucket["props"]>(
  stack: Stack,
  bucket: Bucket,
  property: K,
): Bucket["props"][K] | undefined => (stack.states(bucket, property) ? bucket.props[property] : undefined);

/** Its name; undefined where there is none yet. */
export const nameOf = ({ props }: Bucket): string | undefined => ifKnown(() => props.bucket);

/** Whether it has a name that only the update tells. */
export const isNameUnknown = (bucket: Bucket): boolean => "bucket" in bucket.props && nameOf(bucket) === undefined;
