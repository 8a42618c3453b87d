import assert from "node:assert/strict";
import { GuardedCache } from "../../../app/data/guarded-cache";
import { ReadThrough } from "../../../app/data/read-through";
import { FakeCache } from "./fake-cache";
import { FakeClock } from "./fake-clock";
import { recordedLog } from "./recorded-log";

const key = "v1:things:list";

/** Processes that share a cache, and a database that takes `loadMs` and counts what is read from it. */
function surroundings({ loadMs = 0, random = 0.5 } = {}) {
  const clock = new FakeClock();
  const shared = new FakeCache(clock);
  const { log, events } = recordedLog();
  const database = { loads: 0, failure: undefined as Error | undefined };
  const load = async () => {
    database.loads += 1;
    const value = `value ${database.loads}`;
    if (loadMs > 0) await clock.sleep(loadMs);
    if (database.failure) throw database.failure;
    return value;
  };
  const process = () => {
    const cache = new GuardedCache(shared, clock, log);
    const reader = new ReadThrough<string>({ cache, clock, log, random: () => random });
    return { read: () => reader.read(key, load) };
  };
  return { clock, shared, events, database, process };
}

describe("Reading through a cache", () => {
  it("reads the database once, and then the cache until the value is no longer fresh", async () => {
    const { clock, database, process } = surroundings();
    assert.equal(await process().read(), "value 1");
    await clock.advance(29_999);
    assert.equal(await process().read(), "value 1");
    assert.equal(database.loads, 1);
    await clock.advance(1);
    assert.equal(await process().read(), "value 2");
  });

  for (const [random, fresh] of [
    [0, 27_000],
    [0.999_999, 32_999],
  ] as const) {
    it(`keeps a value for ${fresh} ms when the dice say ${random}, so that not all expire together`, async () => {
      const { clock, database, process } = surroundings({ random });
      await process().read();
      await clock.advance(fresh - 1);
      await process().read();
      assert.equal(database.loads, 1);
      await clock.advance(2);
      await process().read();
      assert.equal(database.loads, 2);
    });
  }

  it("lets an entry end by itself some time after it is stale", async () => {
    const { shared, process } = surroundings();
    await process().read();
    assert.equal(shared.lifetimes.get(key), 90_000);
  });

  it("shares one reading between a hundred readers of a process, without a cache too", async () => {
    const { clock, shared, database, process } = surroundings({ loadMs: 100 });
    shared.failure = new Error("away");
    const { read } = process();
    const readings = Promise.all(Array.from({ length: 100 }, () => read()));
    await clock.advance(100);
    assert.deepEqual(new Set(await readings), new Set(["value 1"]));
    assert.equal(database.loads, 1);
  });

  it("reads the database once for a hundred readers in ten processes that find nothing", async () => {
    const { clock, database, process } = surroundings({ loadMs: 200 });
    const readers = Array.from({ length: 10 }, process).flatMap(({ read }) => Array.from({ length: 10 }, () => read));
    const readings = Promise.all(readers.map((read) => read()));
    await clock.advance(300);
    assert.deepEqual(new Set(await readings), new Set(["value 1"]));
    assert.equal(database.loads, 1);
  });

  it("serves the stale value at once while another process reads the database", async () => {
    const { clock, database, process } = surroundings({ loadMs: 200 });
    const first = process().read();
    await clock.advance(200);
    await first;
    await clock.advance(40_000);

    const refreshing = process().read();
    await clock.advance(10);
    assert.equal(await process().read(), "value 1");
    await clock.advance(190);
    assert.equal(await refreshing, "value 2");
    assert.equal(await process().read(), "value 2");
    assert.equal(database.loads, 2);
  });

  it("waits half a second for a process that never finishes, and then reads the database itself", async () => {
    const { clock, shared, database, process } = surroundings();
    await shared.claim(`${key}:lock`, 8_000);
    let value: string | undefined;
    void process()
      .read()
      .then((read) => (value = read));
    await clock.advance(499);
    assert.equal(value, undefined);
    await clock.advance(1);
    assert.equal(value, "value 1");
    assert.equal(database.loads, 1);
  });

  it("serves from the database while the cache is away, and says so once", async () => {
    const { clock, shared, events, database, process } = surroundings();
    shared.failure = new Error("connect ECONNREFUSED");
    const { read } = process();
    for (const expected of ["value 1", "value 2", "value 3"]) {
      assert.equal(await read(), expected);
      await clock.advance(5_000);
    }
    assert.equal(database.loads, 3);
    assert.deepEqual(events(), ["cache_away"]);

    shared.failure = undefined;
    assert.equal(await read(), "value 4");
    assert.equal(await read(), "value 4");
    assert.deepEqual(events(), ["cache_away", "cache_back"]);
  });

  it("does not fail when only writing does", async () => {
    const { shared, database, process } = surroundings();
    shared.set = () => Promise.reject(new Error("READONLY"));
    assert.equal(await process().read(), "value 1");
    assert.equal(database.loads, 1);
  });

  for (const broken of ["", "{", "null", "7", `{"value":1}`, `{"value":1,"freshUntil":"soon"}`]) {
    it(`replaces an entry that reads ${broken || "nothing"}`, async () => {
      const { shared, events, process } = surroundings();
      await shared.set(key, broken, 90_000);
      assert.equal(await process().read(), "value 1");
      assert.equal(await process().read(), "value 1");
      assert.deepEqual(events(), ["cache_entry_unreadable"]);
    });
  }

  it("passes on what the database says, keeps nothing of it, and reads again next time", async () => {
    const { clock, database, process } = surroundings();
    const { read } = process();
    database.failure = new Error("database is away");
    await assert.rejects(read(), /database is away/);
    database.failure = undefined;
    const again = read();
    await clock.advance(500);
    assert.equal(await again, "value 2");
  });
});
