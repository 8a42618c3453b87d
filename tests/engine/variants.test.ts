import assert from "node:assert/strict";
import { Platform } from "./platform";

/** What the presets do not choose: MySQL, and other caches of nodes, one after the other in one stack. */
describe("a dev stack of other engines", () => {
  const platform = new Platform();
  after(() => platform.remove());

  /** Another cache takes the place of the one that there is. */
  async function becomes(cache: Record<string, unknown>): Promise<void> {
    platform.replace("dev", "cache", cache);
    await platform.loses("dev", "aws:elasticache/cluster:Cluster", "aws:elasticache/replicationGroup:ReplicationGroup");
    await platform.up("dev");
  }

  it("runs MySQL and Memcached", async () => {
    platform.set("dev", "edge", { enabled: false });
    platform.set("dev", "database", { engine: "mysql" });
    platform.set("dev", "compute", { functions: { health: {}, posts: { uses: ["cache"] } } });
    platform.set("dev", "cache", { kind: "memcached" });
    await platform.up("dev");
  });

  it("runs Redis OSS in cluster mode", () => becomes({ engine: "redis", shards: 3, finalSnapshot: true }));

  it("runs it in one shard, and leaves a final snapshot of each cache under a name of its own", () =>
    becomes({ engine: "redis", finalSnapshot: true }));

  it("lets a function out of the VPC, and its network go", async () => {
    platform.set("dev", "compute", { functions: { health: {}, posts: { uses: [] } } });
    await platform.up("dev");
    assert.equal((await platform.left()).made["ec2.network_interfaces"], undefined);
  });

  it("has not drifted on a refresh, and leaves in AWS what it is told to keep", async () => {
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
    await platform.destroy("dev");
    const { made, kept, unlisted } = await platform.left();
    assert.deepEqual([Object.keys(made), unlisted], [["kms.keys"], []], "the key of the snapshots stays with them");
    assert.deepEqual(Object.keys(kept), ["elasticache.snapshots"]);
    assert.equal(kept["elasticache.snapshots"]?.length, 2);
  });
});
