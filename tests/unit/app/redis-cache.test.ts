import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { GuardedCache } from "../../../app/data/guarded-cache";
import { RedisCache } from "../../../app/data/redis-cache";
import { FakeClock } from "./fake-clock";
import { recordedLog } from "./recorded-log";

function cacheOn(port: number, cluster: boolean) {
  const settings = {
    engine: "valkey",
    host: "127.0.0.1",
    port,
    cluster,
    user: "u",
    name: "n",
    serverless: false,
  } as const;
  const { log, events } = recordedLog();
  const clock = new FakeClock();
  return { cache: new GuardedCache(new RedisCache(settings, async () => "token"), clock, log), clock, events };
}

describe("RedisCache", () => {
  for (const [mode, cluster] of [
    ["a single node", false],
    ["a cluster", true],
  ] as const) {
    it(`is away at once, with the reason, when ${mode} refuses connections`, async () => {
      const { cache, events } = cacheOn(1, cluster);
      await assert.rejects(cache.get("a"), { name: "CacheAway", message: /ECONNREFUSED/ });
      assert.deepEqual(events(), ["cache_away"]);
    });

    it(`is away after a second when ${mode} accepts a connection and says nothing`, async () => {
      const server = createServer();
      await once(server.listen(0, "127.0.0.1"), "listening");
      try {
        const { cache, clock } = cacheOn((server.address() as AddressInfo).port, cluster);
        const outcome = assert.rejects(cache.get("a"), { name: "CacheAway", message: /no answer within 1000 ms/ });
        const [socket] = (await once(server, "connection")) as [Socket];
        await clock.advance(1_000);
        await outcome;
        socket.destroy();
      } finally {
        server.close();
      }
    });
  }
});
