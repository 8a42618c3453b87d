import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { acquire, type Part } from "../engine/acquire";
import { type Build, cachedBuild } from "../engine/build";
import { temporaryFolder, withVariable } from "./temporary";

describe("acquire", () => {
  const folder = temporaryFolder();
  withVariable("XDG_CACHE_HOME", folder);

  const making = (name: string, fails = false): Build => ({
    name,
    inputs: [],
    build(outDir) {
      if (fails) return Promise.reject(new Error(`no ${name}`));
      writeFileSync(join(outDir, "it"), name);
      return Promise.resolve();
    },
  });
  const part = (over: Partial<Part> = {}): Part => ({
    name: "part 1.0.0",
    installed: () => Promise.resolve(undefined),
    download: making("official"),
    reachable: () => Promise.resolve(true),
    standIn: making("stand-in"),
    ...over,
  });
  const origin = async (over: Partial<Part>, log: (line: string) => void = () => undefined): Promise<string> =>
    (await acquire(part(over), log)).origin;
  const unreachable = { reachable: () => Promise.resolve(false) };

  it("prefers what is installed, then what can be downloaded, then the stand-in", async () => {
    const installed = await acquire(part({ installed: () => Promise.resolve("/opt/it") }), () => undefined);
    assert.deepEqual(installed, { name: "part 1.0.0", folder: "/opt/it", origin: "official, installed" });
    assert.equal(await origin({}), "official, downloaded");
    assert.equal(await origin(unreachable), "official, downloaded", "downloaded before");
  });

  it("uses a stand-in made earlier without asking the network", async () => {
    assert.equal(await origin(unreachable), "stand-in");
    const asked = (): Promise<boolean> => Promise.reject(new Error("asked the network"));
    assert.equal(await origin({ reachable: asked }), "stand-in");
    await cachedBuild(making("official"), () => undefined);
    assert.equal(await origin({ reachable: asked }), "official, downloaded", "the official one wins once it is there");
  });

  it("says so when a download fails, and makes the stand-in", async () => {
    const lines: string[] = [];
    assert.equal(await origin({ download: making("official", true) }, (line) => lines.push(line)), "stand-in");
    assert.deepEqual(lines, ["part 1.0.0 could not be downloaded (no official): making the stand-in"]);
  });

  it("fails with the reason where not even the stand-in can be made", async () => {
    await assert.rejects(origin({ ...unreachable, standIn: making("stand-in", true) }), /^Error: no stand-in$/);
  });
});
