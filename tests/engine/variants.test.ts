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

  it("runs a serverless cache", () => becomes({ kind: "serverless" }));

  it("runs Redis OSS in cluster mode", () => becomes({ engine: "redis", engineVersion: "7.1", shards: 3 }));

  it("has not drifted on a refresh, and leaves nothing in AWS", async () => {
    await platform.succeed("refresh", "-s", "dev", "--yes", "--expect-no-changes");
    await platform.succeed("destroy", "-s", "dev", "--yes");
    const { made, kept } = await platform.inventory();
    assert.deepEqual({ made, kept }, { made: {}, kept: {} });
  });
});
