import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { awsAccess } from "../../../../infra/release/aws-access";
import { readLedger, type Stale, unsettled } from "../../../../infra/edge/publishing/ledger";
import { fromFolder, publish } from "../../../../infra/edge/publishing/publish";
import { readSite } from "../../../../infra/edge/publishing/site";
import { FakeAws } from "../../release/fake-aws";

const first = {
  "index.html": "one",
  "assets/app.0a1b2c3d.js": "// one",
  "robots.txt": "robots",
};
const second = {
  "index.html": "two",
  "assets/app.4e5f6a7b.js": "// two",
  "robots.txt": "robots",
};

describe("publishing", () => {
  let fake: FakeAws;
  let s3: S3Client;
  let folder: string;
  beforeEach(async () => {
    fake = await FakeAws.start();
    folder = mkdtempSync(join(tmpdir(), "publish-"));
    const access = await awsAccess({
      region: "eu-west-1",
      accessKey: "a",
      secretKey: "s",
      endpoints: [{ s3: fake.url }],
    });
    s3 = access.client(S3Client, "s3");
  });
  afterEach(async () => {
    await fake.close();
    rmSync(folder, { recursive: true });
  });

  function site(files: Readonly<Record<string, string>>) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return readSite(folder);
  }
  const publishes = (files: Readonly<Record<string, string>>) => publish(s3, "b", fromFolder(site(files)), []);
  const sorted = (stale: Stale) => (stale === "everything" ? stale : stale.toSorted());
  const served = () =>
    Object.fromEntries(
      [...fake.objects]
        .filter(([key]) => key.startsWith("/b/site/"))
        .map(([key, body]) => [key.slice("/b/site/".length), body]),
    );

  it("uploads every file as it is served, pages last, and nothing is stale", async () => {
    const { ledger, uploaded } = await publishes(first);
    assert.deepEqual(served(), first);
    assert.deepEqual([uploaded, ledger.stale], [3, []]);
    assert.deepEqual(fake.changes, [
      "PUT /b/site/assets/app.0a1b2c3d.js",
      "PUT /b/site/robots.txt",
      "PUT /b/site/index.html",
    ]);
    const [script, , page] = fake.calls.filter(({ path }) => path.startsWith("/b/site/"));
    assert.match(String(script?.headers["content-type"]), /javascript/);
    assert.match(String(script?.headers["cache-control"]), /immutable/);
    assert.equal(page?.headers["cache-control"], "no-cache");
  });

  it("asks for the ledger alone where nothing has changed", async () => {
    await publishes(first);
    fake.calls.length = 0;
    await publishes(first);
    assert.deepEqual(
      fake.calls.map(({ method, path }) => `${method} ${path}`),
      ["GET /b/release/ledger"],
    );
  });

  it("uploads what is new before the page that names it, and deletes what is gone after it", async () => {
    await publishes(first);
    fake.calls.length = 0;
    const { ledger } = await publishes(second);
    assert.deepEqual(fake.changes, [
      "PUT /b/site/assets/app.4e5f6a7b.js",
      "PUT /b/site/index.html",
      "DELETE /b/site/assets/app.0a1b2c3d.js",
    ]);
    assert.deepEqual(sorted(ledger.stale), ["assets/app.0a1b2c3d.js", "index.html"]);
    assert.deepEqual(served(), second);
  });

  it("deletes a page before the assets that it names", async () => {
    await publishes({ ...first, "docs/index.html": "docs", "assets/docs.9a8b7c6d.js": "// docs" });
    fake.calls.length = 0;
    await publishes(first);
    assert.deepEqual(fake.changes, ["DELETE /b/site/docs/index.html", "DELETE /b/site/assets/docs.9a8b7c6d.js"]);
  });

  it("keeps what is stale until somebody invalidates it", async () => {
    await publishes(first);
    await publishes(second);
    const { ledger } = await publishes({ ...second, "robots.txt": "changed" });
    assert.deepEqual(sorted(ledger.stale), ["assets/app.0a1b2c3d.js", "index.html", "robots.txt"]);
  });

  it("takes what was there without a ledger as its caller says", async () => {
    const { ledger } = await publish(s3, "b", fromFolder(site(first)), "everything");
    assert.equal(ledger.stale, "everything");
    const next = await publishes(second);
    assert.equal(next.ledger.stale, "everything");
  });

  it("sends again what failed for a while", async () => {
    let faults = 3;
    fake.plan = ({ method }) => (method === "PUT" && faults-- > 0 ? { status: 500, code: "InternalError" } : undefined);
    await publishes(first);
    assert.deepEqual(served(), first);
  });

  it("says which file failed, and repairs it whichever site comes next", async () => {
    await publishes(first);
    fake.plan = ({ method, path }) =>
      method === "PUT" && path.endsWith("index.html") ? { status: 403, code: "AccessDenied" } : undefined;
    await assert.rejects(publishes(second), /publishing index\.html failed/);
    assert.deepEqual(
      served(),
      { ...first, "assets/app.4e5f6a7b.js": "// two" },
      "the page is the old one, and complete",
    );
    const broken = await readLedger(s3, "b");
    assert.deepEqual(
      [...(broken?.published ?? new Map<string, string>())].filter(([, at]) => at === unsettled).map(([path]) => path),
      ["assets/app.0a1b2c3d.js", "assets/app.4e5f6a7b.js", "index.html"],
    );

    fake.plan = () => undefined;
    fake.calls.length = 0;
    const { ledger } = await publishes(first);
    assert.deepEqual(served(), first);
    assert.deepEqual(fake.changes, [
      "PUT /b/site/assets/app.0a1b2c3d.js",
      "PUT /b/site/index.html",
      "DELETE /b/site/assets/app.4e5f6a7b.js",
    ]);
    assert.ok(ledger.stale.includes("index.html"));
  });

  it("uploads anew, and invalidates, a file that is kept otherwise than before", async () => {
    const files = { "index.html": "one", "assets/price-List2026.pdf": "old" };
    const before = site(files);
    const path = "assets/price-List2026.pdf";
    const wrong = new Map([...before.manifest, [path, "0".repeat(32)]]);
    await publish(s3, "b", { ...fromFolder(before), manifest: wrong }, []);
    fake.calls.length = 0;
    const { ledger, uploaded } = await publishes(files);
    assert.deepEqual([uploaded, ledger.stale, fake.changes], [1, [path], [`PUT /b/site/${path}`]]);
    const [put] = fake.calls.filter(({ method, path }) => method === "PUT" && path.startsWith("/b/site/"));
    assert.equal(put?.headers["cache-control"], "public, max-age=0, s-maxage=86400");
    assert.deepEqual([(await publishes(files)).uploaded, fake.changes.length], [0, 1]);
  });

  it("takes any name, and a page under its folder's path too", async () => {
    const names = { "a+b=c.txt": "plus", "50% of it?.txt": "1", '#1 & "2".txt': "2", "日本 🎉.txt": "3" };
    await publishes({ ...names, "about.html": "about" });
    const { ledger } = await publish(s3, "b", fromFolder(readSite(folder, { routing: { "/": "pages" } })), []);
    assert.deepEqual(served(), { ...names, "about.html": "about", "about/index.html": "about" });
    assert.deepEqual(ledger.stale, []);
    await publishes({});
    assert.deepEqual(served(), {});
  });

  it("uploads large files in parts", async () => {
    const large = "x".repeat(6 * 1024 * 1024);
    await publishes({ ...first, "large.bin": large });
    const sent = fake.calls.filter(({ path, method }) => method === "PUT" && path.endsWith("large.bin"));
    assert.equal(sent.length, 2);
    assert.equal(served()["large.bin"], large);
  });
});
