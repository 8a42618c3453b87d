import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { RunError } from "@pulumi/pulumi";
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
        assert.match(error.message, /link\.html: a symbolic link;/);
        assert.match(error.message, /pipe: no file, but a device, a pipe or a socket/);
        assert.match(error.message, /break\.txt: a name with control characters/);
        assert.match(error.message, /name\.txt: a path of 1028 bytes; S3 takes 1019/);
        assert.ok(error instanceof RunError, "Pulumi shows no stack of calls");
        return true;
      },
    );
  });

  it("refuses links to folders by that name, and what nobody may read", () => {
    write("index.html");
    write("secret.txt");
    mkdirSync(join(folder, "real"));
    symlinkSync("real", join(folder, "folder"));
    symlinkSync("nowhere", join(folder, "broken"));
    assert.throws(() => readSite(folder), /broken: a symbolic link;[^]*folder: a symbolic link;/);
  });

  it("says which file cannot be read", function () {
    if (process.getuid?.() === 0) this.skip();
    write("secret.txt");
    chmodSync(join(folder, "secret.txt"), 0);
    assert.throws(() => readSite(folder), /secret\.txt: cannot be read \(EACCES\)/);
  });

  it("has files without an extension, and of any name that UTF-8 has", () => {
    for (const path of ["LICENSE", "a+b=c.txt", "50% of it?.txt", "#1 & more.txt", "日本 🎉.txt"]) write(path);
    assert.deepEqual(
      [...readSite(folder).files.keys()].sort(),
      ["LICENSE", "a+b=c.txt", "50% of it?.txt", "#1 & more.txt", "日本 🎉.txt"].sort(),
    );
  });

  it("has a page a second time, as its folder's, where its path is asked for without an extension", () => {
    for (const path of [
      "404.html",
      "about.html",
      "blog.html",
      "blog/index.html",
      "docs/a b.html",
      "index.html",
      "v1.2.html",
    ])
      write(path);
    const { files } = readSite(folder, { routing: { "/": "pages" } });
    assert.deepEqual(
      [...files].filter(([path, { source }]) => path !== source).map(([path, { source }]) => [path, source]),
      [
        ["about/index.html", "about.html"],
        ["docs/a b/index.html", "docs/a b.html"],
      ],
    );
    assert.equal(files.get("about/index.html")?.digest, files.get("about.html")?.digest);
    const inDocs = readSite(folder, { routing: { "/": "spa", "/docs": "pages" } });
    assert.deepEqual(
      [...inDocs.files.keys()].filter((path) => path.endsWith("/index.html")),
      ["blog/index.html", "docs/a b/index.html"],
    );
  });

  it("keeps for ever what settings name, and no page", () => {
    for (const path of ["assets/plain.js", "assets/deep/page.html", "assets/deep/Photo.jpg", "main.17c5d632.js"])
      write(path);
    const kept = (immutable?: string[]) =>
      [...readSite(folder, { routing: {}, ...(immutable && { immutable }) }).files]
        .filter(([, { cacheControl }]) => cacheControl.includes("immutable"))
        .map(([path]) => path);
    assert.deepEqual(kept(), ["main.17c5d632.js"]);
    assert.deepEqual(kept(["assets/**"]), ["assets/deep/Photo.jpg", "assets/plain.js"]);
    assert.deepEqual(kept(["assets/*.{js,css}"]), ["assets/plain.js"]);
    assert.deepEqual(kept([]), []);
  });
});
