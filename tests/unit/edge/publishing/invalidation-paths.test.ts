import assert from "node:assert/strict";
import fc from "fast-check";
import { invalidationPaths, type Staleness } from "../../../../infra/edge/publishing/invalidation-paths";
import { urlPath } from "../../../../infra/edge/publishing/url-path";
import { siteFile } from "../../../../infra/edge/viewer-functions/site-file";

const pages = { "/": "pages" } as const;
const spa = { "/": "spa" } as const;

const paths = (given: Partial<Staleness>) =>
  invalidationPaths({ stale: [], kept: [], routing: pages, exactPaths: 100, ...given });
const numbered = <T>(count: number, name: (index: number) => T) => Array.from({ length: count }, (_, i) => name(i));

describe("invalidation paths", () => {
  it("are none where nothing is stale", () => {
    assert.deepEqual(paths({ kept: ["index.html"] }), []);
  });

  it("are the files themselves where these are few", () => {
    assert.deepEqual(paths({ stale: ["robots.txt", "a/b.css"], kept: ["a/c.css"] }), ["/a/b.css", "/robots.txt"]);
  });

  it("have the forms of a folder that lead to its page", () => {
    assert.deepEqual(paths({ stale: ["index.html"] }), ["/", "/index.html"]);
    assert.deepEqual(paths({ stale: ["docs/index.html"] }), ["/docs", "/docs/", "/docs/index.html"]);
    assert.deepEqual(paths({ stale: ["docs/index.html"], routing: spa }), ["/docs/index.html"]);
    assert.deepEqual(paths({ stale: ["app/index.html"], routing: { "/": "pages", "/app": "spa" } }), [
      "/app",
      "/app/",
      "/app/index.html",
    ]);
    assert.deepEqual(paths({ stale: ["myindex.html"] }), ["/myindex.html"]);
  });

  it("have a plus in both forms, in files, folders and wildcards", () => {
    assert.deepEqual(paths({ stale: ["a+b=c.txt", "x%2By.txt"] }), ["/a%2Bb=c.txt", "/a+b=c.txt", "/x%252By.txt"]);
    assert.deepEqual(paths({ stale: ["c++/index.html"] }).length, 6);
    const stale = numbered(101, (i) => `c++/${i}.js`);
    assert.deepEqual(paths({ stale, kept: ["index.html"] }), ["/c%2B%2B/*", "/c++/*"]);
  });

  it("are the folder that has all of what is stale where there are many", () => {
    const stale = numbered(101, (i) => `assets/${i}.js`);
    assert.deepEqual(paths({ stale, kept: ["index.html", "img/logo.svg"] }), ["/assets/*"]);
  });

  it("are everything where everything is stale", () => {
    assert.deepEqual(paths({ stale: numbered(101, (i) => `${i % 20}/${i}.js`) }), ["/*"]);
  });

  it("keep the form of a folder that its wildcard does not cover", () => {
    const stale = ["docs/index.html", ...numbered(100, (i) => `docs/${i}.html`)];
    assert.deepEqual(paths({ stale, kept: ["index.html"] }), ["/docs", "/docs/*"]);
  });

  it("leave alone what is kept as far as the quota goes", () => {
    const stale = ["robots.txt", ...numbered(60, (i) => `a/new/${i}.js`), ...numbered(60, (i) => `b/${i}.js`)];
    assert.deepEqual(paths({ stale, kept: ["index.html", "a/old.js", "c/1.js"] }), ["/a/new/*", "/b/*", "/robots.txt"]);
  });

  it("take with them what is kept where more wildcards were needed than there may be", () => {
    const stale = numbered(20, (i) => `many/${i}/stale.js`).concat(numbered(101, (i) => `other/${i}.js`));
    const kept = ["index.html", ...numbered(20, (i) => `many/${i}/kept.js`)];
    assert.deepEqual(paths({ stale, kept }), ["/many/*", "/other/*"]);
  });

  it("use up the quota of wildcards before they take anything more", () => {
    const folders = (count: number) => ({
      stale: numbered(count, (i) => [`${i}/a.js`, `${i}/b.js`]).flat(),
      kept: ["index.html"],
      exactPaths: 10,
    });
    assert.equal(paths(folders(15)).length, 15);
    assert.deepEqual(paths(folders(16)), ["/*"]);
  });

  it("are fast for large sites", () => {
    const stale = numbered(20_000, (i) => `${i % 100}/${i % 1000}/${i}.html`);
    assert.ok(paths({ stale, kept: numbered(20_000, (i) => `${i % 77}/${i}.css`), exactPaths: 3000 }).length <= 3015);
  });

  const name = fc.constantFrom("a", "b", "index.html", "ü", "c d", "*", "x*", "100%", "a+b", "q?x", "h#1", "[id]", "~");
  const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));
  const given = fc
    .record({
      stale: fc.array(file, { maxLength: 120 }),
      others: fc.array(file, { maxLength: 40 }),
      routing: fc.constantFrom(pages, spa, { "/": "spa", "/a": "pages" } as const),
      exactPaths: fc.integer({ min: 1, max: 60 }),
    })
    .map(({ others, ...rest }) => ({ ...rest, kept: others.filter((path) => !rest.stale.includes(path)) }));

  const covers = (path: string, covered: string) =>
    path.endsWith("*") ? covered.startsWith(path.slice(0, -1)) : path === covered;

  it("cover every stale file, and the forms of folders that lead to it", () => {
    fc.assert(
      fc.property(given, (staleness) => {
        const found = invalidationPaths(staleness);
        for (const path of staleness.stale) {
          const url = urlPath(path);
          const folder = url.replace(/index\.html$/, "");
          const forms = [url, folder, folder.replace(/(?<=.)\/$/, "")];
          for (const form of forms.filter((form) => form === url || siteFile(form, staleness.routing) === url)) {
            assert.ok(
              found.some((covering) => covers(covering, form)),
              `${form} is covered by ${found.join(" ")}`,
            );
          }
        }
      }),
    );
  });

  it("stay within the quotas", () => {
    fc.assert(
      fc.property(given, (staleness) => {
        const found = invalidationPaths(staleness);
        const wildcards = found.filter((path) => path.endsWith("*"));
        assert.ok(wildcards.length <= 15);
        assert.ok(found.length - wildcards.length <= staleness.exactPaths);
      }),
    );
  });

  it("are in a form that CloudFront takes, each once", () => {
    fc.assert(
      fc.property(given, (staleness) => {
        const found = invalidationPaths(staleness);
        for (const path of found) assert.match(path, /^\/[A-Za-z0-9/%.+-]*\*?$/);
        assert.equal(new Set(found).size, found.length);
      }),
    );
  });

  it("do not depend on the order", () => {
    fc.assert(
      fc.property(given, ({ stale, kept, ...rest }) => {
        assert.deepEqual(
          invalidationPaths({ ...rest, stale: stale.toReversed(), kept: kept.toReversed() }),
          invalidationPaths({ ...rest, stale, kept }),
        );
      }),
    );
  });
});

describe("a path in an invalidation", () => {
  it("has encoded what RFC 1738 calls unsafe, what is not ASCII, and nothing else", () => {
    assert.equal(urlPath("a b/ü~[1]{2}|3|.html"), "/a%20b/%C3%BC%7E%5B1%5D%7B2%7D%7C3%7C.html");
    assert.equal(urlPath("100%.txt"), "/100%25.txt");
    assert.equal(urlPath("is*it?#1"), "/is%2Ait%3F%231");
    assert.equal(urlPath("a+b"), "/a%2Bb");
    const safe = "-_.!$&'(),;=:@/azAZ09";
    assert.equal(urlPath(safe), `/${safe}`);
  });
});
