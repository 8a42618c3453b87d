/** What this machine has. Plain Node, which runs where nothing is installed, and Node may be an old one. Changes nothing. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import { dirname, join } from "node:path";
import { packagesAre } from "../../sandbox/bootstrap.mjs";

/** Pulumi's releases, which the sandbox takes where it reaches them (sandbox/engine/cli.ts). */
const RELEASES = "https://get.pulumi.com/releases/sdk/";

/**
 * @param {string} root of the checkout
 * @returns {import("./machine.mjs").Facts}
 */
export function machineFacts(root) {
  const cache = join(process.env["XDG_CACHE_HOME"] || join(os.homedir(), ".cache"), "web-platform");
  const { engines, dependencies } = JSON.parse(fs.readFileSync(join(root, "package.json"), "utf8"));
  return {
    platform: process.platform,
    node: { version: process.version, wanted: engines.node.replace(/^\D*/, "") },
    npm: firstLine("npm", "--version"),
    packages: packagesAre(),
    pulumi: { version: firstLine("pulumi", "version"), sdk: dependencies["@pulumi/pulumi"] },
    python: pythonOf(process.env["PYTHON"] || "python3"),
    go: /go(\d+\.\d+(\.\d+)?)/.exec(firstLine("go", "version") ?? "")?.[1],
    disk: { checkout: freeIn(root), cache: freeIn(cache), folder: cache },
  };
}

/** Whether Pulumi's releases can be downloaded; asked only where that decides something. */
export async function reachesReleases() {
  try {
    await fetch(RELEASES, { method: "HEAD", signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

/** What a program says first; undefined where there is none, or it fails. */
function firstLine(program, ...args) {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", timeout: 30_000 });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
}

/** The interpreter that the local AWS would be set up with: the question is that of sandbox/local-aws/python.ts. */
function pythonOf(command) {
  const version = /\d+\.\d+(\.\d+)?/.exec(firstLine(command, "--version") ?? "")?.[0];
  const { status } = spawnSync(command, ["-c", "import venv, ensurepip"], { timeout: 30_000 });
  return { command, version, hasVenv: status === 0 };
}

/** Bytes that are free where a folder is, or is to be made; undefined where Node cannot tell. */
function freeIn(folder) {
  if (!fs.existsSync(folder)) return dirname(folder) === folder ? undefined : freeIn(dirname(folder));
  // Node 18.15 and newer.
  const told = fs.statfsSync?.(folder);
  return told && told.bavail * told.bsize;
}
