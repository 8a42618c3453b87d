import assert from "node:assert/strict";
import { plainFiles } from "../../../../infra/edge/publishing/plain-files";
import type { SiteRouting } from "../../../../infra/settings";

const files = (paths: readonly string[], routing: SiteRouting) =>
  plainFiles(
    {
      folder: "/",
      files: new Map(paths.map((path) => [path, { digest: "", contentType: "", cacheControl: "", source: path }])),
      manifest: new Map(),
    },
    routing,
  );

describe("files without an extension", () => {
  it("are those that the routing would lead to a page", () => {
    const paths = ["LICENSE", "a.txt", "docs/c++", "index.html", ".well-known/security", "other/CNAME"];
    assert.deepEqual(files(paths, { "/": "spa" }), ["/LICENSE", "/docs/c%2B%2B", "/other/CNAME"]);
    assert.deepEqual(files(paths, { "/docs": "pages" }), ["/docs/c%2B%2B"]);
  });
});
