import assert from "node:assert/strict";
import { NOTHING, Platform } from "./platform";

/** Serverless caches of every engine, one after the other in one stack; beside other tests, because each takes AWS minutes. */
describe("a dev stack with a serverless cache", () => {
  const platform = new Platform();
  after(() => platform.remove());

  before(() => {
    for (const section of ["database", "edge"]) platform.set("dev", section, { enabled: false });
    platform.set("dev", "compute", { functions: { health: {}, posts: { uses: ["cache"] } } });
  });

  for (const engine of ["valkey", "redis", "memcached"]) {
    it(`runs a serverless ${engine} of its default version`, async () => {
      platform.replace("dev", "cache", { kind: "serverless", engine });
      if (engine !== "valkey") await platform.loses("dev", "aws:elasticache/serverlessCache:ServerlessCache");
      await platform.up("dev");
    });
  }

  it("has not drifted on a refresh, and leaves nothing in AWS", async () => {
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
    await platform.destroy("dev");
    assert.deepEqual(await platform.left(), NOTHING);
  });
});
