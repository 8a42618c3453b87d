import type { Log } from "../../../app/data/log";

/** A log that keeps what is written. */
export function recordedLog() {
  const lines: { level: string; event: string; details: Readonly<Record<string, string | number>> }[] = [];
  const log: Log = (level, event, details = {}) => lines.push({ level, event, details });
  return { log, lines, events: () => lines.map(({ event }) => event) };
}
