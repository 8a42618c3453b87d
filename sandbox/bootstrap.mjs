// Makes node_modules what package-lock.json says; all else is TypeScript. Plain Node, since nothing is installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const wanted = join(root, "package-lock.json");
const packages = join(root, "node_modules");
const installed = join(packages, ".package-lock.json"); // npm writes it when it has installed everything

/** Whether this version of Node, such as `v20.19.0`, is older than what all of this needs. */
export function isOld(version) {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major < 20 || (major === 20 && minor < 19);
}

/** Whether node_modules is as package-lock.json says: `missing` and `other` are for `npm ci`. */
export function packagesAre() {
  // A link to the packages of another checkout is that one's to fill.
  if (lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) return "linked";
  if (!existsSync(installed)) return "missing";
  return matches(packagesOf(wanted), packagesOf(installed)) ? "locked" : "other";
}

/** Ends the process with a sentence where that cannot be done. */
export function setUp() {
  if (isOld(process.version)) {
    end(`Node 20.19 or newer is needed, and this is ${process.version}: https://nodejs.org/en/download`);
  }
  if (!["missing", "other"].includes(packagesAre())) return;
  console.error("installing what package-lock.json names (about a minute)");
  // npm's words go to stderr: what follows may be read by another program.
  const npm = spawnSync("npm", ["ci", "--loglevel=error"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (npm.status !== 0) end("npm ci failed: nothing has run");
}

/** Whether each package is there as it is locked. Those of other platforms are optional, and may be absent. */
function matches(locked, present) {
  return Object.keys({ ...locked, ...present }).every((path) =>
    path in present
      ? JSON.stringify(present[path]) === JSON.stringify(locked[path])
      : locked[path].optional || path === "",
  );
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}

function end(message) {
  console.error(message);
  process.exit(1);
}
