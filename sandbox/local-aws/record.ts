import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Key } from "./key";
import { fetchSigned } from "./signed";

const run = promisify(execFile);

/** What a running local AWS says about itself in its checkout (written by `local_aws/server.py`). */
export interface Run {
  readonly pid: number;
  readonly port: number;
  /** Unique to one run; part of its command line, so that no later process with the same id is taken for it. */
  readonly token: string;
  /** Which code runs. */
  readonly build: string;
}

/** `<checkout>/.sandbox`, the only folder of a checkout that the local AWS writes to. */
export function homeOf(checkout: string): string {
  return join(checkout, ".sandbox");
}

/** The record of this checkout's last run, whether or not it still runs; undefined when absent or damaged. */
export function readRecord(checkout: string): Run | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(join(homeOf(checkout), "local-aws.json"), "utf8"));
    return isRun(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process of `record` still lives: the process with its id has its token in the command line. */
export async function isProcessOf(record: Run): Promise<boolean> {
  return (await commandLine(record.pid)).includes(record.token);
}

/** Whether the run of `record` answers on its port within `seconds`, to who has the checkout's key. */
export async function answers(record: Run, key: Key | undefined, seconds: number): Promise<boolean> {
  if (key === undefined) return false;
  try {
    const response = await fetchSigned({ method: "GET", url: `${urlOf(record)}/_local_aws/health` }, key, seconds);
    return ((await response.json()) as Partial<Run>).token === record.token;
  } catch {
    return false;
  }
}

export function urlOf(record: Run): string {
  return `http://127.0.0.1:${record.port}`;
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return (await run("ps", ["-ww", "-o", "command=", "-p", String(pid)])).stdout;
  } catch {
    return ""; // no such process
  }
}

function isRun(found: unknown): found is Run {
  const record = found as Partial<Run> | null;
  return (
    Number.isInteger(record?.pid) &&
    Number.isInteger(record?.port) &&
    typeof record?.token === "string" &&
    record.token.length >= 16 &&
    typeof record.build === "string"
  );
}
