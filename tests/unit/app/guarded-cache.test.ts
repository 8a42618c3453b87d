import assert from "node:assert/strict";
import { CacheAway } from "../../../app/data/cache";
import { GuardedCache } from "../../../app/data/guarded-cache";
import { FakeCache } from "./fake-cache";
import { FakeClock } from "./fake-clock";
import { recordedLog } from "./recorded-log";

function guarded() {
  const clock = new FakeClock();
  const cache = new FakeCache(clock);
  const { log, lines, events } = recordedLog();
  return { clock, cache, lines, events, guard: new GuardedCache(cache, clock, log) };
}

describe("GuardedCache", () => {
  it("passes answers through and leaves no timer behind", async () => {
    const { clock, guard, events } = guarded();
    await guard.set("a", "1", 1_000);
    assert.equal(await guard.get("a"), "1");
    assert.equal(await guard.claim("lock", 1_000), true);
    assert.equal(await guard.claim("lock", 1_000), false);
    assert.equal(clock.asleep, 0);
    assert.deepEqual(events(), []);
  });

  it("waits for a slow cache for one second and no longer, and gives its connection up", async () => {
    const { clock, cache, guard } = guarded();
    cache.latencyMs = 60_000;
    const failures: unknown[] = [];
    guard.get("a").catch((error: unknown) => failures.push(error));
    await clock.advance(999);
    assert.deepEqual(failures, []);
    await clock.advance(1);
    assert.match(String(failures[0]), /^CacheAway: no answer within 1000 ms/);
    assert.equal(cache.disconnections, 1);
  });

  it("asks no more for two seconds after a failure, so that requests do not pay for each other", async () => {
    const { clock, cache, guard } = guarded();
    cache.failure = new Error("refused");
    await assert.rejects(guard.get("a"), CacheAway);
    await clock.advance(1_999);
    for (let request = 0; request < 50; request += 1) await assert.rejects(guard.get("a"), CacheAway);
    assert.equal(cache.calls, 1);
    await clock.advance(1);
    await assert.rejects(guard.get("a"), CacheAway);
    assert.equal(cache.calls, 2);
  });

  it("sends one call to see whether the cache is back, while the others do not wait", async () => {
    const { clock, cache, guard } = guarded();
    cache.failure = new Error("refused");
    await assert.rejects(guard.get("a"), CacheAway);
    cache.failure = undefined;
    cache.latencyMs = 500;
    await clock.advance(2_000);
    const probe = guard.get("a");
    for (let request = 0; request < 50; request += 1) await assert.rejects(guard.get("a"), CacheAway);
    assert.equal(cache.calls, 2);
    await clock.advance(500);
    assert.equal(await probe, undefined);
    cache.latencyMs = 0;
    await guard.set("a", "1", 1_000);
    assert.equal(await guard.get("a"), "1");
  });

  it("logs the begin and the end of an outage, once each, with the reason and its length", async () => {
    const { clock, cache, guard, lines } = guarded();
    cache.failure = Object.assign(new Error("connect refused"), { code: "ECONNREFUSED" });
    for (let second = 0; second < 10; second += 1) {
      await assert.rejects(guard.get("a"), CacheAway);
      await clock.advance(1_000);
    }
    cache.failure = undefined;
    await guard.get("a");
    await guard.get("a");
    assert.deepEqual(lines, [
      { level: "warn", event: "cache_away", details: { reason: "ECONNREFUSED: connect refused" } },
      { level: "info", event: "cache_back", details: { awayMs: 10_000 } },
    ]);
  });
});
