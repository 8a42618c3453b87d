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
  const immutable = [
    "app.3f2a9c1b.js",
    "assets/index-BfQ3x9aZ.css",
    "main-KXJ2Q4ZT.js",
    "static/chunk.5d1f0a3b9c8e7d6f5a4b.js.map",
    "logo-Ck_9sA1b.svg",
  ];
  for (const path of immutable) {
    it(`is for ever for ${path}`, () => {
      assert.equal(cacheControl(path), "public, max-age=31536000, immutable");
    });
  }

  for (const path of ["index.html", "docs/a.htm", "page.3f2a9c1b.html"]) {
    it(`is not at all for ${path}`, () => {
      assert.equal(cacheControl(path), "no-cache");
    });
  }

  const changing = [
    "robots.txt",
    "jquery-3.6.0.min.js",
    "report-20240101.pdf",
    "chunk-HomePage.js",
    "photo-IMG20240.jpg",
    "app.deadbeef.js",
    "app.3f2a9c1.js",
    "3f2a9c1b.js",
    "app.3f2a9c1b",
  ];
  for (const path of changing) {
    it(`is for browsers not at all for ${path}`, () => {
      assert.equal(cacheControl(path), "public, max-age=0, s-maxage=86400");
    });
  }
});

describe("the order in which files appear", () => {
  it("is digests, other assets, pages", () => {
    assert.deepEqual(waves(["index.html", "robots.txt", "app.3f2a9c1b.js", "a.html"]), [
      ["app.3f2a9c1b.js"],
      ["robots.txt"],
      ["index.html", "a.html"],
    ]);
    assert.deepEqual(waves(["index.html"]), [["index.html"]]);
    assert.deepEqual(waves([]), []);
  });
});
