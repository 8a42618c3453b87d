import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { exclusively } from "./lock";

/** Something made from source once a machine, and again only when what it is made from changes. */
export interface Build {
  /** Short, stable and usable in a file name: `pulumi-cli`. */
  readonly name: string;
  /** Files and folders whose bytes decide the result. `node_modules` inside them does not count. */
  readonly inputs: readonly string[];
  /** What else decides the result, for instance the version of a compiler. */
  readonly salt?: string;
  /** Writes the whole result into `outDir`, an empty folder. Throws when it cannot; nothing is kept then. */
  build(outDir: string, log: (line: string) => void): Promise<void>;
}

/** In the name of a folder that is being written. Earlier versions delete each other's `.unfinished-`. */
const UNFINISHED = ".making-";
const FORGOTTEN_MS = 6 * 3600 * 1000;

/** `$XDG_CACHE_HOME/web-platform`, else `~/.cache/web-platform`: outside the checkout, so a fresh clone finds it. */
export function cacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "web-platform");
}

/** The folder that holds the result of `b` once it is built: the name says by which content. */
export function buildFolder(b: Build): string {
  return join(cacheFolder(), `${b.name}-${contentKey(b)}`);
}

/**
 * The folder with the result of `b`, built now or earlier by any checkout of this user. It is complete whenever it
 * exists: the build happens beside it and is renamed. Of two processes that need the same result at once, one builds
 * and the other waits.
 */
export async function cachedBuild(b: Build, log: (line: string) => void): Promise<string> {
  const result = buildFolder(b);
  if (existsSync(result)) return result;
  mkdirSync(cacheFolder(), { recursive: true });
  const onWait = (): void => log(`waiting for another command that is making ${b.name}`);
  await exclusively(`${result}.held`, onWait, async () => {
    if (existsSync(result)) return;
    removeForgotten();
    const unfinished = mkdtempSync(`${result}${UNFINISHED}`);
    try {
      await b.build(unfinished, log);
      if (!existsSync(result)) renameSync(unfinished, result);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  });
  return result;
}

/** What builds that were killed left behind. No build takes so long: what a living one writes is never touched. */
function removeForgotten(): void {
  for (const entry of readdirSync(cacheFolder()).filter((name) => name.includes(UNFINISHED))) {
    const folder = join(cacheFolder(), entry);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > FORGOTTEN_MS) rmSync(folder, { recursive: true, force: true });
  }
}

function contentKey(b: Build): string {
  const hash = createHash("sha256");
  const add = (part: string | Buffer): void => {
    hash.update(`${Buffer.byteLength(part)}:`).update(part);
  };
  [process.platform, process.arch, b.salt ?? ""].forEach(add);
  for (const input of b.inputs) {
    for (const file of filesOf(input)) {
      add(join(basename(input), file.slice(input.length)));
      add(readFileSync(file));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((entry) => entry !== "node_modules")
    .sort()
    .flatMap((entry) => filesOf(join(path, entry)));
}
