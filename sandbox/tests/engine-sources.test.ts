import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { cliOnPath } from "../engine/cli";
import { download, isReachable, writeVerified } from "../engine/download";
import { goBuild } from "../engine/go-build";
import { installPlugin } from "../engine/plugins";
import { compareVersions, isAtLeast } from "../engine/versions";
import { put } from "./checkout-fixture";
import { script, temporaryFolder, withVariable } from "./temporary";

describe("cliOnPath", () => {
  const folder = temporaryFolder();
  const pulumi = (name: string, version: string, withHost = true): string => {
    script(join(folder(), name, "pulumi"), `echo v${version}`);
    if (withHost) script(join(folder(), name, "pulumi-language-nodejs"), "");
    return join(folder(), name);
  };

  it("takes the first that is new enough and has its language host", async () => {
    const path = [
      join(folder(), "nothing"),
      pulumi("old", "3.100.9"),
      pulumi("bare", "3.300.0", false),
      pulumi("good", "3.248.0"),
      pulumi("newer", "3.300.0"),
    ].join(":");
    assert.equal(await cliOnPath(path, "3.248.0"), join(folder(), "good"));
    assert.equal(await cliOnPath(path, "3.301.0"), undefined);
  });

  it("follows a link to where the language host lies", async () => {
    const real = pulumi("real", "3.300.0");
    put(join(folder(), "bin", "other"), "");
    symlinkSync(join(real, "pulumi"), join(folder(), "bin", "pulumi"));
    assert.equal(await cliOnPath(join(folder(), "bin"), "3.248.0"), real);
  });
});

describe("versions", () => {
  it("compare by number, not by letter", () => {
    assert.ok(isAtLeast("3.100.0", "3.99.5") && isAtLeast("3.1.0", "3.1") && !isAtLeast("3.9.0", "3.10.0"));
    assert.ok(isAtLeast("3.249.0-dev.1", "3.248.0"));
    assert.ok(compareVersions("5.100.0", "5.99.1") > 0);
  });
});

describe("writeVerified", () => {
  const folder = temporaryFolder();
  const content = Buffer.from("an archive");
  const sum = createHash("sha256").update(content).digest("hex");

  it("writes what has the release's checksum, and nothing else", () => {
    const target = join(folder(), "it");
    const damaged = () => writeVerified(content, "b.tar.gz", `${sum}  a.tar.gz\n${"0".repeat(64)}  b.tar.gz\n`, target);
    assert.throws(damaged, /b\.tar\.gz is damaged/);
    assert.throws(() => writeVerified(content, "c.tar.gz", `${sum}  a.tar.gz\n`, target), /do not name c\.tar\.gz/);
    assert.ok(!existsSync(target));
    writeVerified(content, "a.tar.gz", `${sum}  a.tar.gz\n`, target);
    assert.deepEqual(readFileSync(target), content);
  });
});

describe("downloads", () => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/it" ? 200 : 404;
    response.end("content");
  });
  let url = "";
  before(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  it("tell whether a file is there, and a machine that is cut off from a file that is not", async () => {
    assert.ok(await isReachable(`${url}/it`));
    assert.ok(!(await isReachable(`${url}/other`)));
    assert.ok(!(await isReachable("http://127.0.0.1:9/it")));
    assert.equal((await download(`${url}/it`)).toString(), "content");
    await assert.rejects(download(`${url}/other`), /other answers 404/);
  });
});

describe("goBuild", () => {
  const folder = temporaryFolder();
  withVariable("PATH", folder);

  it("says in one line what to install where Go is missing", async () => {
    const build = goBuild({ name: "it", module: folder(), target: ".", output: join(folder(), "it") }, () => undefined);
    await assert.rejects(build, /^Error: Go is missing.*brew install go[^\n]*$/);
  });
});

describe("installPlugin", () => {
  const folder = temporaryFolder();
  const plugin = (name: string, ...files: string[]) => {
    for (const file of files) put(join(folder(), name, file), name);
    return { name: "aws 7.48.0", folder: join(folder(), name), origin: "stand-in" as const };
  };

  it("puts the plugin where the CLI looks, a real folder of links, and replaces an earlier one", () => {
    const home = join(folder(), "home");
    const installed = join(home, "plugins", "resource-aws-v7.48.0");
    installPlugin(home, "aws", "7.48.0", plugin("one", "pulumi-resource-aws", "old.json"));
    installPlugin(home, "aws", "7.48.0", plugin("two", "pulumi-resource-aws", "shapes.json"));
    assert.deepEqual(readdirSync(installed).sort(), ["pulumi-resource-aws", "shapes.json"]);
    assert.equal(readFileSync(join(installed, "pulumi-resource-aws"), "utf8"), "two");
    assert.ok(readdirSync(join(home, "plugins"), { withFileTypes: true })[0]?.isDirectory());
  });
});
