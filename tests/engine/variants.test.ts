import assert from "node:assert/strict";
import { Platform } from "./platform";

/** What the presets do not choose: MySQL, and every other kind of cache, one after the other in one stack. */
describe("a dev stack of other engines", () => {
  const platform = new Platform();
  after(() => platform.remove());

  async function becomes(cache: Record<string, unknown>): Promise<void> {
    platform.replace("dev", "cache", cache);
    await platform.succeed("up", "-s", "dev", "--yes");
    await platform.succeed("up", "-s", "dev", "--yes", "--expect-no-changes");
  }

  it("runs MySQL and Memcached", async () => {
    platform.set("dev", "edge", { enabled: false });
    platform.set("dev", "database", { engine: "mysql" });
    await becomes({ kind: "memcached" });
  });

  it("grows a database past 400 GiB in one up, in place", async () => {
    const instance = async () => (await platform.state("dev")).find(({ type }) => type === "aws:rds/instance:Instance");
    const before = await instance();
    platform.set("dev", "database", { storage: { allocatedGib: 400, maxAllocatedGib: 500 } });
    await platform.succeed("up", "-s", "dev", "--yes");
    const after = await instance();
    assert.equal(after?.id, before?.id);
    assert.deepEqual([after?.inputs?.["iops"], after?.inputs?.["storageThroughput"]], [12_000, 500]);
  });

  for (const engine of ["valkey", "redis", "memcached"]) {
    it(`runs a serverless ${engine} of its default version`, () => becomes({ kind: "serverless", engine }));
  }

  it("runs Redis OSS in cluster mode", () => becomes({ engine: "redis", shards: 3 }));

  it("has not drifted on a refresh, and leaves nothing in AWS", async () => {
    await platform.succeed("refresh", "-s", "dev", "--yes", "--expect-no-changes");
    await platform.succeed("destroy", "-s", "dev", "--yes");
    assert.deepEqual(await platform.unlistedCalls(), []);
    const { made, kept } = await platform.inventory();
    assert.deepEqual({ made, kept }, { made: {}, kept: {} });
  });
});
