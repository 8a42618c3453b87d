/**
 * The same site as @pulumi/synced-folder 0.12.4 declares it: a component with one `BucketObject` a file and an alias for
 * its older name (provider/cmd/pulumi-resource-synced-folder/s3-bucket-folder.ts of pulumi/pulumi-synced-folder).
 *
 * The package itself only calls a plugin, which is released as a download for each system and is in no package registry.
 * So what it declares is measured, without the call of the plugin and its reading of the folder.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export = () => {
  const folder = join(process.cwd(), "pages");
  const bucket = new aws.s3.Bucket("site", { forceDestroy: true });
  const parent = new pulumi.ComponentResource("synced-folder:index:S3BucketFolder", "site");
  for (const path of readdirSync(folder)) {
    new aws.s3.BucketObject(
      `site-${path}`,
      {
        bucket: bucket.bucket,
        key: path,
        source: new pulumi.asset.FileAsset(join(folder, path)),
        contentType: "text/html",
      },
      { parent, aliases: [{ name: path }] },
    );
  }
};
