import assert from "node:assert/strict";
import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { earlierSite } from "../../../../infra/edge/publishing/earlier-site";
import { FileDigest, type Served } from "../../../../infra/edge/publishing/file-digest";
import { formatManifest, manifestDigest, manifestKey } from "../../../../infra/edge/publishing/manifest";

interface Version extends Served {
  readonly key: string;
  readonly version: string;
  readonly text: string;
}

const served = { contentType: "text/plain; charset=utf-8", cacheControl: "no-cache" };
const digestOf = (text: string, how: Served = served): string => {
  const digest = new FileDigest(how);
  digest.update(Buffer.from(text));
  return digest.text();
};

/** A bucket with versions, newest first; a page of a listing has two. */
class Bucket {
  readonly copied: string[] = [];

  constructor(readonly versions: readonly Version[]) {}

  get client(): S3Client {
    return { send: async (command: object) => this.answer(command) } as unknown as S3Client;
  }

  private answer(command: object): object {
    const { input } = command as { input: Readonly<Record<string, string | undefined>> };
    switch (command.constructor.name) {
      case "ListObjectVersionsCommand": {
        const all = this.versions.filter(({ key }) => key.startsWith(input["Prefix"] ?? ""));
        const from = all.findIndex(({ version }) => version === input["VersionIdMarker"]) + 1;
        const page = all.slice(from, from + 2);
        const last = page.at(-1);
        return {
          Versions: page.map(({ key, version }) => ({ Key: key, VersionId: version })),
          IsTruncated: from + 2 < all.length,
          NextKeyMarker: last?.key,
          NextVersionIdMarker: last?.version,
        };
      }
      case "GetObjectCommand": {
        const found = this.versions.find(
          ({ key, version }) => key === input["Key"] && [version, undefined].includes(input["VersionId"]),
        );
        if (!found) throw new Error(`there is no ${input["Key"]}`);
        const body = Readable.from([Buffer.from(found.text)]);
        const Body = Object.assign(body, { transformToString: async () => found.text });
        return { Body, ContentType: found.contentType, CacheControl: found.cacheControl };
      }
      case "CopyObjectCommand":
        this.copied.push(`${input["CopySource"]} -> ${input["Key"]}`);
        return {};
      default:
        throw new Error(command.constructor.name);
    }
  }
}

describe("a site that a bucket has had", () => {
  const page = "a page+1.html";
  const [first, second] = [
    new Map([
      ["kept.txt", digestOf("kept")],
      [page, digestOf("one")],
    ]),
    new Map([
      ["kept.txt", digestOf("kept")],
      [page, digestOf("two")],
    ]),
  ] as const;
  const version = (key: string, name: string, text: string, how: Served = served) => ({
    key,
    version: name,
    text,
    ...how,
  });
  const manifests = [
    version(manifestKey, "m3", formatManifest(second)),
    version(manifestKey, "m2", formatManifest(new Map())),
    version(manifestKey, "m1", formatManifest(first)),
  ];
  const ledger = version("release/ledger", "l", JSON.stringify({ published: formatManifest(second), stale: [] }));
  const pages = [
    version(`site/${page}`, "p3", "two"),
    version(`site/${page}`, "p2", "one", { ...served, cacheControl: "public" }),
    version(`site/${page}`, "p1", "one"),
  ];

  it("is put together of the versions with the very bytes and headers, and of what is served as it is", async () => {
    const bucket = new Bucket([...manifests, ledger, ...pages]);
    const site = await earlierSite(bucket.client, "b", manifestDigest(first));
    assert.deepEqual(site?.manifest, first);
    await site.write(bucket.client, "b", page);
    await site.putManifestBack();
    assert.deepEqual(bucket.copied, [
      `b/site/a%20page%2B1.html?versionId=p1 -> site/${page}`,
      `b/${manifestKey}?versionId=m1 -> ${manifestKey}`,
    ]);
  });

  it("is none where no manifest has its digest", async () => {
    assert.equal(await earlierSite(new Bucket([...manifests, ledger]).client, "b", "0123456789ab"), undefined);
  });

  it("is refused before anything is written, where a file of it is gone", async () => {
    const bucket = new Bucket([...manifests, ledger, ...pages.slice(0, 2)]);
    await assert.rejects(
      earlierSite(bucket.client, "b", manifestDigest(first)),
      /no version is left of a page\+1\.html/,
    );
    assert.deepEqual(bucket.copied, []);
  });
});
