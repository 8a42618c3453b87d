import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { foretelling, type Marker, publishing, type PublishArgs } from "./hooks";
import { formatManifest, manifestKey } from "./manifest";

export interface ReleaseArgs extends PublishArgs {
  /** Distribution that serves it. */
  readonly distributionId: pulumi.Input<string>;
}

/**
 * A site, published: two objects in Pulumi's state, whatever the number of files (docs/decisions.md, "A site is one unit
 * of two objects and a ledger").
 *
 * A preview tells which files would be published, and calls nothing.
 *
 * @throws an error of the deployment when anything is not published or invalidated; the next one goes on from there.
 */
export class Release extends pulumi.ComponentResource {
  /** Known once the site is published and what viewers held of the one before is invalidated. */
  readonly published: pulumi.Output<string>;

  constructor(name: string, args: ReleaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:Release", name, {}, opts);
    const foretell = new pulumi.ResourceHook(`${name}-foretell`, foretelling, { onDryRun: true });
    const publish = new pulumi.ResourceHook(`${name}-publish`, publishing(args));

    const manifest = new aws.s3.BucketObjectv2(
      `${name}-manifest`,
      {
        bucket: args.bucket,
        key: manifestKey,
        content: formatManifest(args.site.manifest),
        contentType: "text/plain; charset=utf-8",
      },
      { parent: this, hooks: { beforeCreate: [foretell], beforeUpdate: [foretell] } },
    );
    const marker = new aws.s3.BucketObjectv2(
      `${name}-marker`,
      {
        bucket: args.bucket,
        key: "release/marker",
        content: pulumi
          .output({ manifest: manifest.versionId, bucket: args.bucket, distribution: args.distributionId })
          .apply((released: Marker) => JSON.stringify(released)),
        contentType: "application/json",
      },
      { parent: this, hooks: { beforeCreate: [publish], beforeUpdate: [publish] } },
    );

    this.published = marker.versionId;
    this.registerOutputs({ published: this.published });
  }
}
