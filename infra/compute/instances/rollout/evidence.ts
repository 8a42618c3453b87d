import type { Clients } from "./clients";
import type { Failure } from "./reach";
import type { Rollout } from "./roll-out";
import { lastLines, ringing, troubles } from "./signs";
import type { Evidence } from "./texts";

/** Lines of each log stream that a message tells. */
const lines = 20;

/** Asks AWS why a version did not come out. What it does not answer is left out: the failure itself is told all the same. */
export async function evidenceOf(
  clients: Clients,
  { group, alarms, logGroup }: Rollout,
  { reason, born, unhealthy }: Failure,
): Promise<Evidence> {
  const events = (await orNothing(troubles(clients, group))).filter(
    ({ instance }) => instance === undefined || born.includes(instance),
  );
  // One that has failed says most of why; otherwise the newest one.
  const instance = unhealthy.at(0) ?? born.at(-1);
  const streams = instance === undefined ? [] : [`${instance}/boot`, instance];
  const log = await Promise.all(
    streams.map(
      async (stream) => [stream, await orNothing(lastLines(clients, { group: logGroup, stream, lines }))] as const,
    ),
  );
  return { reason, alarms: await orNothing(ringing(clients, alarms)), events, log: Object.fromEntries(log), logGroup };
}

const orNothing = <T>(answer: Promise<readonly T[]>): Promise<readonly T[]> => answer.catch(() => []);
