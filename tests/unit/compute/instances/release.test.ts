import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { contentHash, Release } from "../../../../infra/compute/instances/release";
import { deploy } from "../../harness";

const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

const released = (files: Record<string, string>) =>
  deploy(
    () => {
      const { uri, objectsArn } = new Release("users", { files });
      return { uri, objectsArn };
    },
    { computed: { "aws:s3/bucket:Bucket": { arn: "arn:aws:s3:::releases", bucket: "releases" } } },
  );

describe("contentHash", () => {
  it("is equal for equal files, in whatever order they come", () => {
    const files = { "index.js": "one", "database-ca.pem": "two" };
    const otherOrder = { "database-ca.pem": "two", "index.js": "one" };
    assert.equal(contentHash(files), contentHash(otherOrder));
    assert.match(contentHash(files), /^[0-9a-f]{64}$/);
  });

  it("changes with a content and with a name", () => {
    const hashes = [{ a: "1" }, { a: "2" }, { b: "1" }, { a: "", b: "1" }, {}].map((files) =>
      contentHash(files as Record<string, string>),
    );
    assert.equal(new Set(hashes).size, hashes.length);
  });
});

describe("Release", () => {
  it("is a zip archive of the files, in a private bucket of its own", async () => {
    const deployment = await released({ "index.js": "run()" });
    const { inputs } = deployment.one(objectType);
    const archive = inputs["source"];
    assert.ok(archive instanceof pulumi.asset.AssetArchive);
    const assets = await archive.assets;
    assert.deepEqual(Object.keys(assets), ["index.js"]);
    const code = assets["index.js"];
    assert.ok(code instanceof pulumi.asset.FileAsset);
    assert.equal(readFileSync(await code.path, "utf8"), "run()");
    assert.equal(deployment.all("web-platform:storage:PrivateBucket").length, 1);
    assert.equal(deployment.one("aws:s3/bucket:Bucket").inputs["forceDestroy"], true);
  });

  it("is named by its content, and stays when another takes its place", async () => {
    const files = { "index.js": "run()" };
    const deployment = await released(files);
    assert.equal(deployment.outputs.uri, `s3://releases/${contentHash(files)}.zip`);
    assert.equal(deployment.outputs.objectsArn, "arn:aws:s3:::releases/*");
    assert.equal(deployment.one(objectType).retainOnDelete, true);
  });

  it("keeps earlier releases: the bucket lets nothing current expire", async () => {
    const { inputs } = (await released({ a: "b" })).one(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    );
    for (const { expiration } of inputs["rules"] as { expiration?: { days?: number } }[]) {
      assert.equal(expiration?.days, undefined);
    }
  });
});
