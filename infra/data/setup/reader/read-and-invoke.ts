import { setTimeout as delay } from "node:timers/promises";
import { type Credentials, type InsideEvent, passwordRefused, type SetupEvent, type SetupResult } from "../event";
import { Failed } from "./invoke";

interface Steps {
  readonly read: () => Promise<Credentials>;
  readonly invoke: (event: InsideEvent) => Promise<SetupResult>;
  /** Between attempts, in milliseconds. */
  readonly pauseMs?: number;
}

const attempts = 4;

/**
 * Reads the secret and hands it over. A password that is refused is read anew: while it is rotated, the database and the secret
 * differ for some seconds.
 */
export async function readAndInvoke(
  event: SetupEvent,
  { read, invoke, pauseMs = 10_000 }: Steps,
): Promise<SetupResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await invoke({ ...event, credentials: await read() });
    } catch (error) {
      if (!(error instanceof Failed) || error.kind !== passwordRefused || attempt === attempts) throw error;
      await delay(pauseMs);
    }
  }
}
