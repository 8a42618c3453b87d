/** The same site with one resource a file. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export = () => {
  const folder = join(process.cwd(), "pages");
  const bucket = new aws.s3.Bucket("site", { forceDestroy: true });
  for (const path of readdirSync(folder)) {
    new aws.s3.BucketObjectv2(path, {
      bucket: bucket.bucket,
      key: path,
      source: new pulumi.asset.FileAsset(join(folder, path)),
      contentType: "text/html",
    });
  }
};
