import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { LiveLines } from "./live-lines";
import { Progress } from "./progress";
import { type Run, runForUser } from "./run";
import { duration, progressLines } from "./shown";

/** What an operation of the engine leaves behind. */
export interface Watched {
  readonly code: number;
  readonly progress: Progress;
  /** The engine's events, one JSON object a line. */
  readonly log: string;
  /** What Pulumi printed, which is kept in `file`. */
  readonly stdout: string;
  readonly stderr: string;
  readonly file: string;
}

export interface Operation extends Run {
  readonly pulumi: string;
  readonly args: readonly string[];
  /** Where the log and what is printed are written. */
  readonly folder: string;
  /** What it does, for whoever waits: `Updating dev`. */
  readonly doing: string;
  /** How many resources it changes, as far as that is known. */
  readonly total: number;
}

const LOOK_MS = 250;
/** Without a terminal, how it goes on is told only where it takes long. */
const TELL_SECONDS = 30;

/**
 * Runs an operation of the engine, and shows what it does and waits for: on a terminal in lines that are written anew, else in
 * a line from time to time.
 */
export async function watched({ pulumi, args, folder, doing, total, cwd, env }: Operation): Promise<Watched> {
  const [events, file] = [join(folder, "events.jsonl"), join(folder, `${args[0] ?? ""}.log`)];
  rmSync(events, { force: true });
  const printed = openSync(file, "w", 0o600);
  const progress = new Progress();
  const tail = new Tail(events);
  const began = Date.now() / 1000;
  const live = process.stdout.isTTY ? new LiveLines(process.stdout) : undefined;
  if (!live) console.log(`${doing}.`);
  let told = began;
  const look = (): void => {
    progress.take(tail.read());
    const now = Date.now() / 1000;
    const lines = progressLines(doing, progress, total, began, now);
    if (live) live.show(lines);
    else if (now - told >= TELL_SECONDS) {
      told = now;
      console.log(lines.join("\n"));
    }
  };
  const looking = setInterval(look, LOOK_MS);
  try {
    const run = { cwd, env: { ...env, PULUMI_DEBUG_COMMANDS: "true" } };
    const code = await runForUser(pulumi, [...args, "--event-log", events], run, ["ignore", printed, printed]);
    progress.take(tail.read());
    const log = existsSync(events) ? readFileSync(events, "utf8") : "";
    return { code, progress, log, stdout: readFileSync(file, "utf8"), stderr: "", file };
  } finally {
    clearInterval(looking);
    live?.clear();
    closeSync(printed);
    rmSync(events, { force: true });
    if (live) console.log(`${doing}: ${duration(Date.now() / 1000 - began)}.`);
  }
}

/** The lines of a file that another process is writing. */
class Tail {
  private position = 0;
  private rest = Buffer.alloc(0);

  constructor(private readonly file: string) {}

  /** The whole lines that have come since the last time. */
  read(): string[] {
    const length = (statSync(this.file, { throwIfNoEntry: false })?.size ?? 0) - this.position;
    if (length <= 0) return [];
    const buffer = Buffer.alloc(length);
    const opened = openSync(this.file, "r");
    this.position += readSync(opened, buffer, 0, length, this.position);
    closeSync(opened);
    const all = Buffer.concat([this.rest, buffer]);
    const end = all.lastIndexOf("\n") + 1;
    this.rest = all.subarray(end);
    return all.subarray(0, end).toString().split("\n").filter(Boolean);
  }
}
