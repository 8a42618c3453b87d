import assert from "node:assert/strict";
import { cacheControl } from "../../../../infra/edge/publishing/cache-control";
import { contentType } from "../../../../infra/edge/publishing/content-type";
import { waves } from "../../../../infra/edge/publishing/waves";

describe("the content type of a file", () => {
  for (const [path, type] of Object.entries({
    "index.html": "text/html; charset=utf-8",
    "a/app.js": "text/javascript; charset=utf-8",
    "app.mjs": "text/javascript; charset=utf-8",
    "app.js.map": "application/json; charset=utf-8",
    "site.webmanifest": "application/manifest+json; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
    "logo.svg": "image/svg+xml",
    "module.wasm": "application/wasm",
    "font.woff2": "font/woff2",
    "feed.xml": "application/xml",
    ".well-known/apple-app-site-association": "application/json; charset=utf-8",
    LICENSE: "application/octet-stream",
    "a.unheard-of": "application/octet-stream",
  })) {
    it(`of ${path} is ${type}`, () => {
      assert.equal(contentType(path), type);
    });
  }
});

describe("how long a file is kept", () => {
  const immutable = new Set(["app.js", "page.html"]);
  for (const [path, kept] of Object.entries({
    "app.js": "public, max-age=31536000, immutable",
    "other.js": "public, max-age=0, s-maxage=86400",
    "page.html": "no-cache",
    "docs/a.htm": "no-cache",
  })) {
    it(`is ${kept} for ${path}`, () => {
      assert.equal(cacheControl(path, immutable), kept);
    });
  }
});

describe("the order in which files appear", () => {
  it("is files whose names change, other assets, pages", () => {
    const immutable = new Set(["app.js"]);
    assert.deepEqual(waves(["index.html", "robots.txt", "app.js", "a.html"], immutable), [
      ["app.js"],
      ["robots.txt"],
      ["index.html", "a.html"],
    ]);
    assert.deepEqual(waves(["index.html"], immutable), [["index.html"]]);
    assert.deepEqual(waves([], immutable), []);
  });
});
