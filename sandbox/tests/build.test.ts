import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
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
    const result = buildFolder(copying(runs));
    const longAgo = new Date(Date.now() - 24 * 3600 * 1000);
    for (const left of [`${result}.making-1`, `${result}.held`]) {
      mkdirSync(left, { recursive: true });
      utimesSync(left, longAgo, longAgo);
    }
    await cachedBuild(copying(runs), silent);
    assert.ok(existsSync(join(result, "copy.txt")));
    assert.deepEqual(readdirSync(cacheFolder()), [basename(result)]);
  });

  describe("by two processes at once", () => {
    /** Builds for a while; each writes its turns into a file. */
    const program = `
      import { appendFileSync, copyFileSync, writeFileSync } from "node:fs";
      import { setTimeout as sleep } from "node:timers/promises";
      import { cachedBuild } from ${JSON.stringify(join(__dirname, "../engine/build.ts"))};
      void cachedBuild({
        name: "slow",
        inputs: [],
        async build(outDir) {
          appendFileSync(process.env["TURNS"] ?? "", process.pid + "\\n");
          for (let part = 0; part < 20; part++) {
            writeFileSync(outDir + "/from", String(part));
            await sleep(100);
            copyFileSync(outDir + "/from", outDir + "/part-" + part);
          }
        },
      }, () => {}).then((result) => console.log(result), (error) => { console.error(error); process.exit(1); });
    `;
    const turns = (): string[] => readFileSync(join(folder, "turns"), "utf8").trim().split("\n");

    function start(): { pid: number; result: Promise<{ code: number | null; output: string }> } {
      writeFileSync(join(folder, "program.mts"), program);
      // Nothing is on the PATH: no `ps`, and nothing else that could tell who lives.
      const env = { ...process.env, PATH: folder, TURNS: join(folder, "turns") };
      const loader = require.resolve("tsx");
      const child = spawn(process.execPath, ["--import", loader, join(folder, "program.mts")], { env });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (data: Buffer) => (output += data.toString()));
      const result = once(child, "close").then(([code]) => ({ code: code as number | null, output }));
      return { pid: child.pid ?? 0, result };
    }

    it("is done by one of them, without `ps`", async () => {
      const results = await Promise.all([start().result, start().result]);
      assert.deepEqual(
        results.map(({ code }) => code),
        [0, 0],
        JSON.stringify(results),
      );
      assert.equal(turns().length, 1);
    });

    it("is done by the other one when one is killed on the way", async () => {
      const runs = [start(), start()];
      while (!existsSync(join(folder, "turns"))) await sleep(50);
      await sleep(300);
      const killed = Number(turns()[0]);
      process.kill(killed, "SIGKILL");
      const results = await Promise.all(runs.map(({ pid, result }) => result.then((end) => ({ pid, ...end }))));
      const other = results.find(({ pid }) => pid !== killed);
      assert.ok(other);
      assert.equal(other.code, 0, other.output);
      assert.deepEqual(turns(), [String(killed), String(other.pid)]);
      const [parts] = readdirSync(cacheFolder()).filter((name) => /^slow-[0-9a-f]+$/.test(name));
      assert.equal(readdirSync(join(cacheFolder(), parts ?? "")).length, 21);
    });
  });
});
