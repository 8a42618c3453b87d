import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Build, buildFolder, cachedBuild, cacheFolder } from "../engine/build";

describe("cachedBuild", () => {
  let folder: string;
  let before: string | undefined;
  const silent = (): void => {};

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "build-test-"));
    before = process.env["XDG_CACHE_HOME"];
    process.env["XDG_CACHE_HOME"] = join(folder, "cache");
    mkdirSync(join(folder, "source"));
    writeFileSync(join(folder, "source", "a.txt"), "one");
  });
  afterEach(() => {
    if (before === undefined) delete process.env["XDG_CACHE_HOME"];
    else process.env["XDG_CACHE_HOME"] = before;
    rmSync(folder, { recursive: true });
  });

  /** Copies the source after a moment and counts how often it ran. */
  function copying(runs: { count: number }, salt = ""): Build {
    const source = join(folder, "source");
    return {
      name: "copy",
      inputs: [source],
      salt,
      async build(outDir) {
        runs.count++;
        await sleep(20);
        writeFileSync(join(outDir, "copy.txt"), readFileSync(join(source, "a.txt")));
      },
    };
  }

  it("builds once, and again only when an input or the salt changes", async () => {
    const runs = { count: 0 };
    const first = await cachedBuild(copying(runs), silent);
    assert.equal(await cachedBuild(copying(runs), silent), first);
    assert.equal(runs.count, 1);

    assert.notEqual(await cachedBuild(copying(runs, "go1.27"), silent), first);
    writeFileSync(join(folder, "source", "a.txt"), "two");
    const second = await cachedBuild(copying(runs), silent);
    assert.notEqual(second, first);
    assert.equal(runs.count, 3);
    assert.equal(readFileSync(join(second, "copy.txt"), "utf8"), "two");
  });

  it("tells a renamed file and a moved byte from the original", () => {
    const key = (): string => buildFolder(copying({ count: 0 }));
    const original = key();
    rmSync(join(folder, "source", "a.txt"));
    writeFileSync(join(folder, "source", "b.txt"), "one");
    assert.notEqual(key(), original);
    rmSync(join(folder, "source", "b.txt"));
    writeFileSync(join(folder, "source", "a.txt"), "one");
    assert.equal(key(), original);
    mkdirSync(join(folder, "source", "node_modules"));
    writeFileSync(join(folder, "source", "node_modules", "x"), "");
    assert.equal(key(), original, "node_modules does not count");
  });

  it("lets one of two at once build and the other wait for it", async () => {
    const runs = { count: 0 };
    const [left, right] = await Promise.all([cachedBuild(copying(runs), silent), cachedBuild(copying(runs), silent)]);
    assert.equal(left, right);
    assert.equal(runs.count, 1);
  });

  it("keeps nothing of a build that fails, and tries again", async () => {
    const runs = { count: 0 };
    const failing: Build = {
      ...copying(runs),
      async build(outDir) {
        writeFileSync(join(outDir, "half"), "");
        throw new Error("no compiler");
      },
    };
    await assert.rejects(cachedBuild(failing, silent), /no compiler/);
    assert.deepEqual(readdirSync(cacheFolder()), []);
    await cachedBuild(copying(runs), silent);
    assert.equal(runs.count, 1);
  });

  it("is not stopped by the lock and the half result of a killed process", async () => {
    const runs = { count: 0 };
    const dead = 2 ** 22 + 1; // above Linux's largest process id
    const result = buildFolder(copying(runs));
    mkdirSync(`${result}.unfinished-${dead}`, { recursive: true });
    writeFileSync(`${result}.lock`, String(dead));
    await cachedBuild(copying(runs), silent);
    assert.ok(existsSync(join(result, "copy.txt")));
    assert.deepEqual(readdirSync(cacheFolder()), [result.slice(cacheFolder().length + 1)]);
  });
});
