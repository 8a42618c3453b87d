/**
 * What is wrong on this machine, and for whom: facts to lines.
 *
 * @typedef {"anything" | "aws" | "sandbox"} Purpose What the doctor is asked about: whatever one may want here, a stack in AWS, or
 *   the sandbox. What only another one needs is a note.
 *
 * @typedef {object} Facts
 * @property {string} platform As Node has it: `linux`.
 * @property {{ version: string, wanted: string }} node
 * @property {string | undefined} npm Its version.
 * @property {"locked" | "linked" | "missing" | "other"} packages What node_modules is, beside package-lock.json.
 * @property {{ version: string | undefined, sdk: string }} pulumi The CLI on PATH, and the SDK that the program is written with.
 * @property {{ command: string, version: string | undefined, hasVenv: boolean }} python
 * @property {string | undefined} go Its version.
 * @property {boolean} [engine] Whether the sandbox has the CLI that it runs: on PATH, downloaded or built.
 * @property {boolean} [download] Whether Pulumi's releases can be reached; left out where that decides nothing.
 * @property {{ checkout: number | undefined, cache: number | undefined, folder: string }} disk Bytes that are free.
 */
import { isOld } from "../../sandbox/bootstrap.mjs";
import { blocker, note, ok } from "./line.mjs";

const GIB = 2 ** 30;

/** What is kept of each (measured): node_modules; Python's environment and Pulumi's downloads; the same with what Go compiles from. */
const ROOM = { state: 0.1 * GIB, packages: 0.6 * GIB, builds: 3 * GIB };

/**
 * @param {Facts} facts
 * @param {Purpose} purpose
 * @returns {import("./line.mjs").Line[]}
 */
export const machineLines = (facts, purpose) => [
  nodeLine(facts),
  packagesLine(facts, purpose),
  pulumiLine(facts, purpose),
  pythonLine(facts, purpose),
  goLine(facts, purpose),
  ...diskLines(facts, purpose),
];

/** Nothing runs on an older one. */
export function nodeLine({ node: { version, wanted } }) {
  if (!isOld(version)) return ok("Node", version);
  return blocker("Node", `${version}, and ${wanted} or newer is needed`, "https://nodejs.org/en/download");
}

/** Every command installs them first, but for this one, which changes nothing; and what asks the account is made of them. */
export function packagesLine({ packages, npm }, purpose) {
  if (packages === "locked") return ok("packages", "node_modules is what package-lock.json says");
  if (packages === "linked") return ok("packages", "node_modules is another checkout's");
  const wrong = packages === "missing" ? "not installed" : "node_modules is not what package-lock.json says";
  if (npm === undefined) {
    return blocker(
      "packages",
      `${wrong}, and npm, which comes with Node, is not on PATH`,
      "https://nodejs.org/en/download",
    );
  }
  if (purpose === "anything") return note("packages", `${wrong}; every other command does that first`, "npm ci");
  return blocker("packages", wrong, "npm ci");
}

/** Deploys to AWS. The sandbox brings its own where this one does not do. */
export function pulumiLine({ pulumi: { version, sdk }, platform }, purpose) {
  const install = platform === "darwin" ? "brew install pulumi/tap/pulumi" : "curl -fsSL https://get.pulumi.com | sh";
  const found = version?.replace(/^v/, "");
  const wrong =
    found === undefined
      ? "not on PATH"
      : isBelow(found, sdk)
        ? `${found}, and the program is written with the SDK ${sdk}: the CLI has to be as new`
        : undefined;
  if (wrong === undefined) return ok("pulumi", found);
  if (purpose === "aws") return blocker("pulumi", wrong, install);
  if (purpose === "sandbox") return ok("pulumi", `${wrong}; the sandbox has its own`);
  return note("pulumi", `${wrong}; only AWS needs it, the sandbox has its own`, install);
}

/** Runs the local AWS, and so everything that works without an account. */
export function pythonLine({ python: { command, version, hasVenv }, platform }, purpose) {
  const wrong =
    version === undefined
      ? `${command} is not there`
      : isBelow(version, "3.10")
        ? `${version}, and 3.10 or newer is needed`
        : hasVenv
          ? undefined
          : `${version} lacks its venv module`;
  if (wrong === undefined) return ok("Python", version);
  const install = platform === "darwin" ? "brew install python" : "apt-get install -y python3 python3-venv";
  if (purpose === "sandbox") return blocker("Python", wrong, install);
  return note("Python", `${wrong}; only the sandbox needs it: npm start, npm test, npm run policy and report`, install);
}

/** Builds the sandbox's engine, once, where Pulumi's own cannot be downloaded. */
export function goLine({ go, engine, download, platform }, purpose) {
  const isThere = go !== undefined && !isBelow(go, "1.21");
  if (isThere) return ok("Go", go);
  const wrong = go === undefined ? "not on PATH" : `${go}, and 1.21 or newer is needed`;
  if (engine) return ok("Go", `${wrong}, and not needed: the sandbox has its engine`);
  const install = platform === "darwin" ? "brew install go" : "https://go.dev/doc/install";
  if (purpose === "sandbox" && download === false) {
    return blocker("Go", `${wrong}, and Pulumi's releases cannot be downloaded: the engine has to be built`, install);
  }
  return note("Go", `${wrong}; only the sandbox needs it, where it cannot download Pulumi's releases`, install);
}

/** Where packages go, and where the sandbox keeps what it builds. */
export function diskLines({ disk, packages, engine }, purpose) {
  const room = packages === "missing" ? ROOM.packages : ROOM.state;
  const builds = engine ? ROOM.state : ROOM.builds;
  return [
    ...diskLine("disk of the checkout", disk.checkout, room, blocker),
    ...diskLine(`disk of ${disk.folder}`, disk.cache, builds, purpose === "sandbox" ? blocker : note),
  ];
}

function diskLine(what, free, room, wrong) {
  if (free === undefined) return [];
  if (free >= room) return [ok(what, `${inGib(free)} free`)];
  return [wrong(what, `${inGib(free)} free, and ${inGib(room)} are needed`, "make room there")];
}

const inGib = (bytes) => `${(bytes / GIB).toFixed(1)} GiB`;

/** Whether a dotted version is below another. */
function isBelow(version, least) {
  const [own, other] = [version, least].map((text) => text.split("-")[0].split(".").map(Number));
  const differs = other.findIndex((number, index) => (own[index] ?? 0) !== number);
  return differs >= 0 && (own[differs] ?? 0) < other[differs];
}
