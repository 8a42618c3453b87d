import assert from "node:assert/strict";
import { localAwsUrl } from "../../sandbox/local-aws/server";
import { type Fault, FaultProxy } from "./fault-proxy";
import { AT_ONCE, NO_POLICIES, NOTHING, Platform } from "./platform";

interface Outputs {
  readonly site: { readonly bucket: string; readonly distributionId: string; readonly domainName: string };
}

const page = (asset: string) => `<!doctype html><title>test</title><script src="/assets/${asset}"></script>\n`;

/** What a file may be called, and a viewer's path to it. */
const names: Readonly<Record<string, string>> = {
  "a+b=c.txt": "/a+b=c.txt",
  "100% of it.txt": "/100%25%20of%20it.txt",
  '#1? & "more" <x>.txt': "/%231%3F%20&%20%22more%22%20%3Cx%3E.txt",
  "it's (1)~*!@$;,:[2]{3}|^`.txt": "/it's%20(1)~*!@$;,:%5B2%5D%7B3%7D%7C%5E%60.txt",
  "日本 🎉/ü.txt": "/%E6%97%A5%E6%9C%AC%20%F0%9F%8E%89/%C3%BC.txt",
  "c++/index.html": "/c++",
  "about.html": "/about",
  LICENSE: "/LICENSE",
};

/** A site on its own, published through a proxy that notes what is called and breaks it on purpose. */
describe("publishing a site", () => {
  const platform = new Platform();
  let proxy: FaultProxy;
  let site: Outputs["site"];

  before(async () => {
    for (const section of ["database", "cache", "compute"]) platform.set("dev", section, { enabled: false });
    platform.set("dev", "edge", { site: { folder: "app/pages", routing: { "/": "pages" } } });
    platform.write("app/pages/index.html", page("app.3f9c1d7e.js"));
    platform.write("app/pages/assets/app.3f9c1d7e.js", "// 1\n");
    platform.write("app/pages/docs/index.html", "docs\n");
    platform.write("app/pages/robots.txt", "one\n");
    for (const name of Object.keys(names)) platform.write(`app/pages/${name}`, `${name}\n`);
    await platform.startAws();
    proxy = await FaultProxy.before((await localAwsUrl({ checkout: platform.folder })) ?? "");
    platform.variables["SANDBOX_AWS_PROXY"] = proxy.url;
  });

  beforeEach(() => proxy.reset());
  after(() => platform.remove());
  after(() => proxy.close());

  const up = () => platform.up("dev");
  const tryUp = () => platform.run("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
  const published = (method: string) =>
    proxy
      .matching(method, /^\/[^/]+\/site\//)
      .map(({ path }) => decodeURIComponent(path.replace(/^\/[^/]+\/site/, "").replace(/\?.*$/, "")))
      .sort();
  const invalidation = /^\/2020-05-31\/distribution\/[^/]+\/invalidation$/;
  const invalidated = () =>
    proxy
      .matching("POST", invalidation)
      .map(({ body }) => [...body.matchAll(/<Path>(.*?)<\/Path>/g)].map(([, p]) => p));
  const serve = async (path: string) => {
    const aws = await platform.localAws();
    return aws.ask(aws.distributionHost(site.domainName), "GET", path);
  };
  /** Lets the first calls that match fail, one fault after the other. */
  const fail = (method: string, path: RegExp, ...faults: Fault[]) => {
    proxy.plan = (call) => (call.method === method && path.test(call.path) ? faults.shift() : undefined);
  };
  const failAlways = (method: string, path: RegExp, fault: Fault) => {
    proxy.plan = (call) => (call.method === method && path.test(call.path) ? fault : undefined);
  };

  it("uploads every file on the first up, and has nothing to invalidate", async () => {
    await up();
    ({ site } = await platform.outputs<Outputs>("dev"));
    const files = ["assets/app.3f9c1d7e.js", "docs/index.html", "index.html", "robots.txt", "about/index.html"];
    assert.deepEqual(published("PUT"), [...files, ...Object.keys(names)].map((file) => `/${file}`).sort());
    assert.deepEqual(invalidated(), []);
    const { status, body, headers } = await serve("/");
    assert.deepEqual([status, body], [200, page("app.3f9c1d7e.js")]);
    assert.equal(headers["cache-control"], "no-cache");
    assert.match(String((await serve("/assets/app.3f9c1d7e.js")).headers["cache-control"]), /immutable/);
    assert.equal((await serve("/docs")).body, "docs\n");
  });

  it("serves files of any name, and pages under their names", async () => {
    for (const [name, path] of Object.entries(names)) {
      const { status, body } = await serve(path);
      assert.deepEqual([status, body], [200, `${name}\n`], path);
    }
    assert.equal((await serve("/a%2Bb%3Dc.txt")).body, "a+b=c.txt\n");
  });

  it("answers 404 with a page where there is no such file, and never as S3 does", async () => {
    for (const path of [
      "/missing",
      "/missing/",
      "/missing.png",
      "/docs/missing",
      "/%zz",
      "/%00",
      `/${"a".repeat(2000)}`,
    ]) {
      const { status, body, headers } = await serve(path);
      assert.deepEqual([status, headers["content-type"]], [404, "text/html; charset=utf-8"], path);
      assert.match(body, /<h1>Not found<\/h1>/);
    }
  });

  it("keeps one resource for what is published, whatever the number of files", async () => {
    const objects = (await platform.state("dev")).filter(({ type }) => /^aws:s3\/bucketObject/.test(type));
    assert.deepEqual(objects.map(({ inputs }) => inputs?.["key"]).sort(), ["release/manifest", "release/marker"]);
  });

  it("uploads and invalidates nothing when nothing has changed", async () => {
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
    assert.deepEqual([published("PUT"), published("DELETE"), invalidated()], [[], [], []]);
  });

  it("tells in a preview what would change, and calls nothing", async () => {
    platform.write("app/pages/robots.txt", "two\n");
    const { output } = await platform.succeed("preview", "-s", "dev");
    assert.match(output, /robots\.txt/);
    assert.doesNotMatch(output, /docs\/index\.html/);
    assert.deepEqual([published("PUT"), invalidated()], [[], []]);
    assert.deepEqual(proxy.matching("GET", /\/release\//), []);
  });

  it("uploads the one file that changed, and invalidates its one path", async () => {
    await up();
    assert.deepEqual(published("PUT"), ["/robots.txt"]);
    assert.deepEqual(invalidated(), [["/robots.txt"]]);
    assert.equal((await serve("/robots.txt")).body, "two\n");
  });

  it("invalidates exactly the file that changed, whatever it is called", async () => {
    platform.write("app/pages/a+b=c.txt", "other\n");
    platform.write("app/pages/日本 🎉/ü.txt", "other\n");
    await up();
    assert.deepEqual(published("PUT"), ["/a+b=c.txt", "/日本 🎉/ü.txt"]);
    const changed = ["/%E6%97%A5%E6%9C%AC%20%F0%9F%8E%89/%C3%BC.txt", "/a%2Bb=c.txt", "/a+b=c.txt"];
    assert.deepEqual(invalidated(), [changed]);
    for (const path of changed) assert.equal((await serve(path)).body, "other\n");
  });

  it("deletes and invalidates a file that is gone", async () => {
    platform.delete("app/pages/docs");
    await up();
    assert.deepEqual(published("PUT"), []);
    assert.deepEqual(invalidated().flat().sort(), ["/docs", "/docs/", "/docs/index.html"]);
    assert.equal((await serve("/docs")).status, 404);
  });

  it("tries again where CloudFront and S3 fail for a while", async () => {
    platform.write("app/pages/robots.txt", "three\n");
    const faults: Record<string, Fault[]> = { PUT: ["error", "cut"], POST: ["throttled", "error", "cut"] };
    proxy.plan = ({ method, path }) =>
      invalidation.test(path) || path.includes("/site/") ? faults[method]?.shift() : undefined;
    await up();
    assert.equal((await serve("/robots.txt")).body, "three\n");
    const references = proxy
      .matching("POST", invalidation)
      .map(({ body }) => /<CallerReference>(.*?)<\/CallerReference>/.exec(body)?.[1]);
    assert.equal(references.length, 4);
    assert.equal(new Set(references).size, 1, "an invalidation that is sent again is the same one");
  });

  it("does not wait for ever for an answer", async () => {
    platform.write("app/pages/robots.txt", "four\n");
    fail("POST", invalidation, "silence");
    await up();
    assert.deepEqual(invalidated(), [["/robots.txt"], ["/robots.txt"]]);
  });

  it("fails with what is stale where CloudFront keeps failing, and the next up invalidates it", async () => {
    platform.write("app/pages/robots.txt", "five\n");
    failAlways("POST", invalidation, "error");
    const { code, output } = await tryUp();
    assert.notEqual(code, 0);
    const text = output.replaceAll(/\s+/g, " ");
    assert.ok(text.includes(`aws cloudfront create-invalidation --distribution-id ${site.distributionId}`), output);
    assert.match(text, /\/robots\.txt/);
    assert.equal((await serve("/robots.txt")).body, "five\n");
    proxy.reset();
    await up();
    assert.deepEqual([published("PUT"), invalidated()], [[], [["/robots.txt"]]]);
  });

  it("invalidates also when what failed is taken back", async () => {
    platform.write("app/pages/robots.txt", "six\n");
    failAlways("POST", invalidation, "error");
    assert.notEqual((await tryUp()).code, 0);
    proxy.reset();
    platform.write("app/pages/robots.txt", "five\n");
    await up();
    assert.deepEqual([published("PUT"), invalidated()], [["/robots.txt"], [["/robots.txt"]]]);
    assert.equal((await serve("/robots.txt")).body, "five\n");
  });

  it("invalidates by hand what is stale", async () => {
    platform.write("app/pages/robots.txt", "seven\n");
    failAlways("POST", invalidation, "error");
    assert.notEqual((await tryUp()).code, 0);
    proxy.reset();
    await platform.succeed("invalidate", "-s", "dev");
    await platform.succeed("invalidate", "-s", "dev", "/docs/*");
    await platform.succeed("invalidate", "-s", "dev", "--all");
    assert.deepEqual(invalidated(), [["/robots.txt"], ["/docs/*"], ["/*"]]);
    proxy.reset();
    await up();
    assert.deepEqual([published("PUT"), invalidated()], [[], []]);
  });

  it("finishes what was killed on the way, and shows no page before its assets", async () => {
    platform.delete("app/pages/assets/app.3f9c1d7e.js");
    platform.write("app/pages/assets/app.b07e42d9.js", "// 2\n");
    platform.write("app/pages/index.html", page("app.b07e42d9.js"));
    const run = platform.start("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
    proxy.plan = ({ method, path }) => {
      if (method !== "PUT" || !path.includes("/site/index.html")) return undefined;
      run.kill();
      return "cut";
    };
    assert.notEqual((await run.result).code, 0);
    assert.equal((await serve("/")).body, page("app.3f9c1d7e.js"), "the page is still the one before");
    assert.equal((await serve("/assets/app.3f9c1d7e.js")).status, 200, "and what it names is there");
    proxy.reset();
    await up();
    assert.equal((await serve("/")).body, page("app.b07e42d9.js"));
    assert.equal((await serve("/assets/app.b07e42d9.js")).body, "// 2\n");
    assert.notEqual((await serve("/assets/app.3f9c1d7e.js")).status, 200);
    const paths = invalidated().flat();
    for (const path of ["/", "/index.html", "/assets/app.3f9c1d7e.js"]) assert.ok(paths.includes(path), path);
    await platform.isUpToDate("dev");
  });

  it("leaves nothing in AWS when it is destroyed", async () => {
    await platform.destroy("dev");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
