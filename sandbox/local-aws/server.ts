import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makePrivateFolder } from "../private-folder";
import { readKey } from "./key";
import { bytecodeFolder, localAwsPython } from "./python";
import { answers, homeOf, isProcessOf, readRecord, type Run, urlOf } from "./record";
import { fetchSigned } from "./signed";

export interface LocalAwsOptions {
  /** Root folder of the checkout; the local AWS keeps everything in `.sandbox` there. */
  readonly checkout: string;
  /** Region of requests that name none. Default: `eu-west-1`. */
  readonly region?: string;
  /** Seconds that a minute of AWS's takes. Default: what `SANDBOX_MINUTE_SECONDS` in the environment says, or 60. */
  readonly minuteSeconds?: string | undefined;
  /** Told what takes long, a line each. Default: nobody. */
  readonly log?: (line: string) => void;
}

/** What AWS offers, which settings and the rules of `local_aws/rules/offers.py` read alike. */
const OFFERS = join(__dirname, "../../infra/settings/aws-offers.json");
const PACKAGES = ["requirements.txt", "postgres-17.txt", "postgres-18.txt", "valkey.txt"].map((file) =>
  join(__dirname, file),
);
/** A start takes 1 to 2 s; this is for a machine that compiles the engine at the same time. */
const START_SECONDS = 180;
/** It saves and ends within 2 s. */
const STOP_SECONDS = 15;
/** A server that does not answer for so long is taken for hung. */
const HUNG_SECONDS = 10;
/** Exit code of `local_aws/server.py` when another process serves the same checkout. */
const ALREADY_RUNNING = 75;
/** The log starts anew beyond this size. */
const LOG_BYTES = 20_000_000;

/**
 * The URL of this checkout's local AWS, started first where it does not run, or runs older code. It outlives this
 * process. What it held when it was last stopped is there again, and after a kill what it held half a second before, or longer
 * where it holds so much that saving takes long (`local_aws/saving.py`).
 *
 * A minute of AWS's takes as many seconds as `SANDBOX_MINUTE_SECONDS` in the environment says: a server with minutes of another
 * length is started anew too.
 *
 * @throws when Python is missing or the server does not start, with the place of its log
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<string> {
  const code = buildOf(join(__dirname, "local_aws"), ...PACKAGES, OFFERS);
  const build = `${code}-${minuteSeconds(options)}`;
  const deadline = Date.now() + START_SECONDS * 1000;
  for (;;) {
    const running = await findRunning(options.checkout);
    if (running?.build === build) return urlOf(running);
    if (running !== undefined) await end(running);
    const started = await launch(options, build, deadline);
    if (started !== undefined) return urlOf(started);
  }
}

/** Ends this checkout's local AWS in good order and nothing else. Whether there was one. */
export async function stopLocalAws(options: Pick<LocalAwsOptions, "checkout">): Promise<boolean> {
  const record = readRecord(options.checkout);
  if (record === undefined || !(await isProcessOf(record))) return false;
  await end(record);
  return true;
}

/** The URL of this checkout's local AWS while it runs. */
export async function localAwsUrl(options: Pick<LocalAwsOptions, "checkout">): Promise<string | undefined> {
  const running = await findRunning(options.checkout);
  return running === undefined ? undefined : urlOf(running);
}

/**
 * The answer of an address of the local AWS's own, `/_local_aws/...`.
 *
 * @throws when it does not run
 */
export async function askLocalAws(checkout: string, method: string, path: string, body?: string): Promise<Response> {
  const [url, key] = [await localAwsUrl({ checkout }), readKey(checkout)];
  if (url === undefined || key === undefined) throw new Error(`No local AWS runs for ${checkout}.`);
  return fetchSigned({ method, url: `${url}${path}`, ...(body === undefined ? {} : { body }) }, key);
}

/** Empties this checkout's local AWS; it runs afterwards if and only if it ran before. */
export async function resetLocalAws(options: LocalAwsOptions): Promise<void> {
  const ran = await stopLocalAws(options);
  rmSync(join(homeOf(options.checkout), "local-aws-state"), { recursive: true, force: true });
  if (ran) await startLocalAws(options);
}

/** The record of this checkout's run that answers. A run that lives and does not answer is ended. */
async function findRunning(checkout: string): Promise<Run | undefined> {
  const record = readRecord(checkout);
  if (record === undefined || !(await isProcessOf(record))) return undefined;
  if (await answers(record, readKey(checkout), HUNG_SECONDS)) return record;
  await end(record, ["SIGKILL"]);
  return undefined;
}

/** Starts a server and waits for its answer; undefined when another caller's start came first, and for it to try again. */
async function launch(options: LocalAwsOptions, build: string, deadline: number): Promise<Run | undefined> {
  const python = await localAwsPython(options.log ?? (() => undefined));
  const token = randomBytes(16).toString("hex");
  const logFile = join(homeOf(options.checkout), "local-aws.log");
  const child = spawnServer(python, options, build, token, logFile);
  let exit: string | undefined;
  child.once("error", (error) => (exit = error.message));
  child.once("exit", (code, signal) => (exit = `exit ${code ?? signal}`));
  while (exit === undefined && Date.now() < deadline) {
    const record = readRecord(options.checkout);
    if (record?.token === token && (await answers(record, readKey(options.checkout), HUNG_SECONDS))) return record;
    await sleep(50);
  }
  if (exit === `exit ${ALREADY_RUNNING}` && Date.now() < deadline) {
    await sleep(200);
    return undefined;
  }
  child.kill("SIGKILL");
  throw new Error(`The local AWS did not start (${exit ?? `no answer in ${START_SECONDS} s`}): see ${logFile}`);
}

function spawnServer(
  python: string,
  options: LocalAwsOptions,
  build: string,
  token: string,
  logFile: string,
): ChildProcess {
  const home = homeOf(options.checkout);
  makePrivateFolder(home);
  const isLong = (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES;
  const log = openSync(logFile, isLong ? "w" : "a", 0o600);
  const region = options.region ?? "eu-west-1";
  const child = spawn(
    python,
    [
      ...["-m", "local_aws", "--home", home, "--token", token, "--build", build, "--region", region],
      ...["--minute-seconds", String(minuteSeconds(options))],
    ],
    {
      cwd: __dirname,
      detached: true,
      stdio: ["ignore", log, log],
      env: serverEnvironment(python),
    },
  );
  child.unref();
  closeSync(log);
  return child;
}

/** @throws one line when it is no time */
function minuteSeconds({ minuteSeconds: stated }: LocalAwsOptions): number {
  const given = stated ?? process.env["SANDBOX_MINUTE_SECONDS"] ?? "60";
  const seconds = Number(given);
  if (!(seconds > 0 && seconds < Infinity))
    throw new Error(`SANDBOX_MINUTE_SECONDS is ${given}, and has to be above 0`);
  return seconds;
}

/**
 * Little of the caller's environment: no credentials of a real account, and none of the many names, such as `AUTH` or
 * `SERVICES`, by which MiniStack would change what it does.
 */
function serverEnvironment(python: string): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), PYTHONPYCACHEPREFIX: bytecodeFolder(python), PYTHONUNBUFFERED: "1" };
}

/** Ends the process of `record` and waits until it is gone: asked first, then killed, unless told otherwise. */
async function end(record: Run, signals: readonly NodeJS.Signals[] = ["SIGTERM", "SIGKILL"]): Promise<void> {
  for (const signal of signals) {
    const deadline = Date.now() + STOP_SECONDS * 1000;
    for (let sent = false; Date.now() < deadline; sent = true) {
      if (!(await isProcessOf(record))) return;
      if (!sent) send(record.pid, signal);
      await sleep(50);
    }
  }
  throw new Error(`The local AWS (process ${record.pid}) does not end, not even by SIGKILL.`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // it ended just now
  }
}

/** Names the code that runs, so that a changed one is started anew. */
function buildOf(folder: string, ...files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (file.endsWith(".py")) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
