import assert from "node:assert/strict";
import fc from "fast-check";
import { siteFile } from "../../../../infra/edge/viewer-functions/site-file";
import type { SiteRouting } from "../../../../infra/settings";

const routing: SiteRouting = {
  "/": "spa",
  "/app": "spa",
  "/docs": "pages",
  "/docs/live": "spa",
  "/blog/news": "pages",
};

describe("siteFile", () => {
  const cases: readonly (readonly [path: string, file: string, why: string])[] = [
    ["/", "/index.html", "the root"],
    ["/users/1", "/index.html", "a deep link"],
    ["/users/1/", "/index.html", "a deep link with a slash at its end"],
    ["/app", "/app/index.html", "a prefix itself"],
    ["/app/", "/app/index.html", "a prefix with a slash"],
    ["/app/settings/mail", "/app/index.html", "a deep link below a prefix"],
    ["/application", "/index.html", "a segment that begins like a prefix"],
    ["/docs", "/docs/index.html", "pages: the prefix itself"],
    ["/docs/", "/docs/index.html", "pages: the prefix with a slash"],
    ["/docs/guide", "/docs/guide/index.html", "pages: a page"],
    ["/docs/guide/", "/docs/guide/index.html", "pages: a page with a slash"],
    ["/docs/guide/start", "/docs/guide/start/index.html", "pages: a page below"],
    ["/docsearch", "/index.html", "a segment that begins like a prefix of pages"],
    ["/docs/live", "/docs/live/index.html", "the longer of two prefixes"],
    ["/docs/live/a/b", "/docs/live/index.html", "below the longer of two prefixes"],
    ["/docs/lively", "/docs/lively/index.html", "below the shorter of two prefixes"],
    ["/blog", "/index.html", "above a prefix"],
    ["/blog/news/2026", "/blog/news/2026/index.html", "below a prefix of two segments"],
    ["/favicon.ico", "/favicon.ico", "a file"],
    ["/app/assets/app.3f2a.js", "/app/assets/app.3f2a.js", "a file below a prefix"],
    ["/docs/missing.png", "/docs/missing.png", "a file below pages"],
    ["/index.html", "/index.html", "the file that others lead to"],
    ["/.env", "/.env", "a name that is all extension"],
    ["/v1.2/notes", "/index.html", "a dot in another segment"],
    ["/v1.2/", "/index.html", "a dot before the last slash"],
    ["/ends.", "/index.html", "a dot with nothing behind it"],
    ["/docs/..", "/docs/../index.html", "dots only"],
    ["/.well-known/acme-challenge/a-token", "/.well-known/acme-challenge/a-token", "a well-known file"],
    ["/.well-known/security.txt", "/.well-known/security.txt", "a well-known file with an extension"],
    ["/app/.well-known/x", "/app/index.html", "that name elsewhere than at the root"],
    ["/docs/caf%C3%A9%20au%20lait", "/docs/caf%C3%A9%20au%20lait/index.html", "an encoded path"],
    ["//evil.example/x", "/index.html", "two slashes"],
    ["/__proto__", "/index.html", "a name that objects have"],
  ];
  for (const [path, file, why] of cases) {
    it(`is ${file} of ${path}: ${why}`, () => assert.equal(siteFile(path, routing), file));
  }

  it("is the path itself outside of all prefixes", () => {
    assert.equal(siteFile("/users/1", { "/docs": "pages" }), "/users/1");
    assert.equal(siteFile("/", { "/docs": "pages" }), "/");
    assert.equal(siteFile("/users/1", {}), "/users/1");
  });

  it("can be pages from the root on", () => {
    assert.equal(siteFile("/", { "/": "pages" }), "/index.html");
    assert.equal(siteFile("/about", { "/": "pages" }), "/about/index.html");
    assert.equal(siteFile("/about/", { "/": "pages" }), "/about/index.html");
  });

  describe("of any path and routing", () => {
    const segment = fc.constantFrom(
      "docs",
      "docsearch",
      "app",
      "live",
      "a.js",
      "v1.2",
      ".well-known",
      "..",
      ".",
      "",
      "%2e%2e",
    );
    const path = fc.array(segment, { maxLength: 6 }).map((segments) => `/${segments.join("/")}`);
    const prefix = fc
      .array(fc.constantFrom("docs", "app", "live", ".well-known", "v1.2"), { maxLength: 3 })
      .map((segments) => `/${segments.join("/")}`);
    const anyRouting: fc.Arbitrary<SiteRouting> = fc.dictionary(prefix, fc.constantFrom("spa", "pages"), {
      maxKeys: 6,
    });
    const holds = (property: (path: string, routing: SiteRouting) => void) =>
      fc.assert(fc.property(path, anyRouting, property), { numRuns: 1000 });

    it("begins with a slash and goes no further up", () => {
      const upwards = (text: string) => text.split("/").filter((part) => part === "..").length;
      holds((path, routing) => {
        const file = siteFile(path, routing);
        assert.match(file, /^\//);
        assert.ok(upwards(file) <= upwards(path), file);
      });
    });

    it("is itself the file of itself", () => {
      holds((path, routing) => {
        const file = siteFile(path, routing);
        assert.equal(siteFile(file, routing), file);
      });
    });

    it("does not depend on the order of the prefixes", () => {
      holds((path, routing) => {
        const reversed = Object.fromEntries(Object.entries(routing).reverse());
        assert.equal(siteFile(path, reversed), siteFile(path, routing));
      });
    });

    it("does not depend on a slash at the end, unless the path is a file", () => {
      holds((path, routing) => {
        fc.pre("/" in routing && !path.endsWith("/") && siteFile(path, routing) !== path);
        assert.equal(siteFile(`${path}/`, routing), siteFile(path, routing));
      });
    });
  });
});
