import assert from "node:assert/strict";
import { NOTHING, Platform } from "./platform";

/** What the presets do not choose: MySQL, and other caches of nodes, one after the other in one stack. */
describe("a dev stack of other engines", () => {
  const platform = new Platform();
  after(() => platform.remove());

  async function becomes(cache: Record<string, unknown>): Promise<void> {
    platform.replace("dev", "cache", cache);
    await platform.up("dev");
  }

  it("runs MySQL and Memcached", async () => {
    platform.set("dev", "edge", { enabled: false });
    platform.set("dev", "database", { engine: "mysql" });
    platform.set("dev", "compute", { functions: { health: {}, posts: { uses: ["cache"] } } });
    await becomes({ kind: "memcached" });
  });

  it("runs Redis OSS in cluster mode", () => becomes({ engine: "redis", shards: 3 }));

  it("lets a function out of the VPC, and its network go", async () => {
    const interfaces = async () => (await platform.left()).made["ec2.network_interfaces"]?.length ?? 0;
    const before = await interfaces();
    platform.set("dev", "compute", { functions: { health: {}, posts: { uses: [] } } });
    await platform.up("dev");
    // Those of the function that sets up the database stay.
    assert.ok((await interfaces()) < before);
  });

  it("has not drifted on a refresh, and leaves nothing in AWS", async () => {
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
    await platform.destroy("dev");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
