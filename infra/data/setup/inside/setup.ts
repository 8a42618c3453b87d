import { setTimeout as delay } from "node:timers/promises";
import type { PrepareEvent, SetupEvent, SetupResult } from "../event";
import type { Migration } from "../migrations";
import type { Engine } from "./engine";
import { migrate } from "./migrate";
import { demandSame } from "./pending";
import type { Session } from "./session";

interface Work {
  readonly engine: Engine;
  readonly event: SetupEvent;
  /** Those beside the program. */
  readonly migrations: readonly Migration[];
  /** How long to wait for another setup, in milliseconds; five minutes unless stated. */
  readonly patience?: number;
  readonly pauseMs?: number;
}

/** Does what is asked, alone: of two at once, one waits for the other. The session is spent afterwards. */
export async function setUp(session: Session, work: Work): Promise<SetupResult> {
  await locked(session, work);
  const { engine, event } = work;
  const done = event.task === "prepare" ? await prepare(session, event, work) : await engine.tidy(session, event.users);
  return { done };
}

/** Users come last: they get rights on what the migrations have made. */
async function prepare(session: Session, event: PrepareEvent, { engine, migrations }: Work): Promise<string[]> {
  demandSame(migrations, event.migrations);
  return [
    ...(await engine.prepareSchema(session)),
    ...(await migrate(engine, session, migrations)),
    ...(await engine.prepareUsers(session, event.users)),
  ];
}

/** Asks again and again, because whoever waits inside a statement holds up what indexes are built with concurrently. */
async function locked(session: Session, { engine, patience = 300_000, pauseMs = 1_000 }: Work): Promise<void> {
  const until = Date.now() + patience;
  while (!(await engine.tryLock(session))) {
    if (Date.now() >= until) {
      throw new Error("another setup of this database is still at work; run up again when it has ended");
    }
    await delay(pauseMs);
  }
}
