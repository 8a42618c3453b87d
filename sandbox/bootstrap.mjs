// Makes node_modules what package-lock.json says; all else is TypeScript. Plain Node, since nothing is installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const wanted = join(root, "package-lock.json");
const installed = join(root, "node_modules", ".package-lock.json"); // npm writes it when it has installed everything

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  end(`Node 20.19 or newer is needed, and this is ${process.version}: https://nodejs.org/en/download`);
}
if (!existsSync(installed) || !matches(packagesOf(wanted), packagesOf(installed))) {
  console.error("sandbox: installing what package-lock.json names (about a minute)");
  // npm's words go to stderr: what follows may be read by another program. The repository's .npmrc hides its errors.
  const npm = spawnSync("npm", ["ci", "--loglevel=error"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (npm.status !== 0) end("npm ci failed");
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
  console.error(`sandbox: ${message}`);
  process.exit(1);
}
