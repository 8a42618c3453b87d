import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readSite } from "../../../../infra/edge/publishing/site";

describe("a site", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "site-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(path: string, content: string | Buffer = path): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const digestOf = (path: string) => readSite(folder).manifest.get(path);

  it("has every file at any depth, with how it is served", () => {
    write("index.html");
    write("assets/app.3f2a9c1b.js");
    const { files } = readSite(folder);
    assert.deepEqual([...files.keys()], ["assets/app.3f2a9c1b.js", "index.html"]);
    const { contentType, cacheControl } = files.get("index.html") ?? {};
    assert.deepEqual([contentType, cacheControl], ["text/html; charset=utf-8", "no-cache"]);
  });

  it("leaves out what begins with a dot, but for .well-known", () => {
    for (const path of ["index.html", ".DS_Store", ".git/config", "docs/.notes", ".well-known/security.txt"])
      write(path);
    assert.deepEqual([...readSite(folder).files.keys()], [".well-known/security.txt", "index.html"]);
  });

  it("has another digest for other bytes, and for other headers of the same bytes", () => {
    write("a.txt", "same");
    write("b.css", "same");
    const before = digestOf("a.txt");
    assert.equal(digestOf("a.txt"), before);
    assert.notEqual(digestOf("b.css"), before);
    write("a.txt", "other");
    assert.notEqual(digestOf("a.txt"), before);
    assert.match(before ?? "", /^[0-9a-f]{32}$/);
  });

  it("reads files to their last byte", () => {
    const large = Buffer.alloc(200_000, "x");
    write("large.bin", large);
    const before = digestOf("large.bin");
    large[large.length - 1] = 0;
    write("large.bin", large);
    assert.notEqual(digestOf("large.bin"), before);
  });

  it("refuses all that cannot be published at once", () => {
    write("index.html");
    write("line\nbreak.txt");
    write(`${"long/".repeat(204)}name.txt`);
    symlinkSync("index.html", join(folder, "link.html"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    assert.throws(
      () => readSite(folder),
      (error: Error) => {
        const lines = error.message.split("\n  ");
        assert.match(lines[0] ?? "", /cannot be published:$/);
        assert.equal(lines.length, 5);
        assert.match(error.message, /link\.html: no regular file/);
        assert.match(error.message, /pipe: no regular file/);
        assert.match(error.message, /break\.txt: a name with control characters/);
        assert.match(error.message, /longer than 1019 bytes/);
        return true;
      },
    );
  });
});
