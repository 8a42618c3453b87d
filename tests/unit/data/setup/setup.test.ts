import assert from "node:assert/strict";
import type { Engine } from "../../../../infra/data/setup/inside/engine";
import { postgres } from "../../../../infra/data/setup/inside/postgres/postgres";
import { opened, PasswordRefused, Refused, type Session } from "../../../../infra/data/setup/inside/session";
import { setUp } from "../../../../infra/data/setup/inside/setup";

const session: Session = { query: async () => [], close: async () => undefined };
const event = { task: "tidy", users: [] } as const;

describe("Two setups at once", () => {
  it("wait for each other, and do nothing before it is their turn", async () => {
    const steps: string[] = [];
    let holder: string | undefined;
    /** As a database: the lock goes with the session, here when the setup has ended. */
    const run = async (name: string) => {
      const engine: Engine = {
        ...postgres,
        tryLock: async () => (holder ??= name) === name,
        tidy: async () => {
          steps.push(`${name} begins`);
          await new Promise((resolve) => setTimeout(resolve, 20));
          steps.push(`${name} ends`);
          return [];
        },
      };
      await setUp(session, { engine, event, migrations: [], pauseMs: 1 });
      holder = undefined;
    };
    await Promise.all([run("a"), run("b")]);
    assert.deepEqual(steps, ["a begins", "a ends", "b begins", "b ends"]);
  });

  it("do not wait for ever", async () => {
    const engine: Engine = { ...postgres, tryLock: async () => false };
    await assert.rejects(setUp(session, { engine, event, migrations: [], patience: 5, pauseMs: 1 }), /another setup/);
  });
});

describe("opened", () => {
  const failing = (...errors: Error[]) => {
    let calls = 0;
    const open = async () => {
      const error = errors[calls++];
      if (error) throw error;
      return session;
    };
    return { open, calls: () => calls };
  };
  const coded = (code: string) => Object.assign(new Error(code), { code });
  const until = () => Date.now() + 5_000;

  it("tries again while the database is on its way", async () => {
    const restarting = [
      coded("ECONNREFUSED"),
      coded("ENOTFOUND"),
      coded("57P03"),
      new Error("Connection terminated unexpectedly"),
    ];
    const { open, calls } = failing(...restarting);
    assert.equal(await opened(open, { until: until(), pauseMs: 1 }), session);
    assert.equal(calls(), 5);
  });

  it("fails at once where waiting does not help, and when its time is over", async () => {
    for (const error of [
      new PasswordRefused("no"),
      coded("3D000"),
      coded("SELF_SIGNED_CERT_IN_CHAIN"),
      new Refused("42501", "no"),
    ]) {
      const { open, calls } = failing(error);
      await assert.rejects(opened(open, { until: until(), pauseMs: 1 }), error);
      assert.equal(calls(), 1);
    }
    await assert.rejects(opened(failing(coded("ECONNREFUSED")).open, { until: Date.now() }), /ECONNREFUSED/);
  });
});
