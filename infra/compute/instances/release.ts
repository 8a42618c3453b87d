import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "../../storage/private-bucket";
import { storedFile } from "../../code/stored-file";

interface ReleaseArgs {
  /** What is released: contents by file name. */
  readonly files: pulumi.Input<Readonly<Record<string, string>>>;
}

/**
 * Files for instances to fetch when they boot, as a zip archive in a private bucket of its own.
 *
 * The key is made of the contents: equal contents have an equal key on every machine, so that an `up` without changes
 * changes nothing, and changed contents change the key, so that whatever names it changes too.
 *
 * Earlier releases stay: instances of an earlier launch template may still start, when a scaling group grows while its
 * instances are being replaced, or when that is rolled back. They go with the bucket. Costs a few hundred KB each.
 */
export class Release extends pulumi.ComponentResource {
  /** `s3://<bucket>/<key>`, known once the archive is there. */
  readonly uri: pulumi.Output<string>;
  /** What to allow `s3:GetObject` on: this release and earlier ones, and nothing else, because the bucket has no more. */
  readonly objectsArn: pulumi.Output<string>;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:Release", name, {}, opts);
    // The commit that a release was made from makes it again.
    const bucket = new PrivateBucket(name, { forceDestroy: true }, { parent: this });
    const files = pulumi.output(args.files);
    const object = new aws.s3.BucketObjectv2(
      name,
      {
        bucket: bucket.bucket,
        key: files.apply((contents) => `${contentHash(contents)}.zip`),
        source: files.apply(archiveOf),
        contentType: "application/zip",
      },
      // A new key replaces the object; the old one is the earlier release.
      { parent: this, retainOnDelete: true },
    );
    this.uri = pulumi.interpolate`s3://${object.bucket}/${object.key}`;
    this.objectsArn = pulumi.interpolate`${bucket.arn}/*`;
    this.registerOutputs({ uri: this.uri });
  }
}

/** SHA-256 over names and contents, in an order of its own. */
export function contentHash(files: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

function archiveOf(files: Readonly<Record<string, string>>): pulumi.asset.Archive {
  return new pulumi.asset.AssetArchive(
    Object.fromEntries(Object.entries(files).map(([name, content]) => [name, storedFile(name, content)] as const)),
  );
}
