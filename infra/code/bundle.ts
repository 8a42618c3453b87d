import { join, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { build, type BuildFailure, formatMessages, type Message } from "esbuild";

const repository = join(__dirname, "../..");

/**
 * Bundles programs, each with all that it imports into one CommonJS file, in a process of its own while resources register.
 * What several programs import is read once.
 *
 * - Equal sources give equal bytes on every machine and in every folder, so an unchanged program is not deployed again.
 * - The AWS SDK is in it. The one in Lambda's runtime changes when AWS changes it; this one is the one that was tested
 *   ("Runtime-included SDK versions", Lambda Developer Guide), and only the parts of it that are used are loaded.
 * - It is not minified and needs no source map: stack traces name the functions, and a comment before each module its
 *   file. Minified it would be a third of the size but not start measurably faster, and a source map makes it start later.
 *
 * @param entries Paths of the programs from the root; each ends with `index.ts`.
 * @param root The repository; tests bundle other folders.
 * @returns The bundles by entry.
 * @throws RunError that names the programs and shows where they are wrong.
 */
export async function bundle(entries: readonly string[], root = repository): Promise<ReadonlyMap<string, string>> {
  try {
    const { outputFiles, warnings } = await built(entries, root);
    if (warnings.length > 0) await pulumi.log.warn(await text("warning", warnings));
    const bundles = new Map(outputFiles.map((file) => [relative(root, file.path), file.text]));
    return new Map(entries.map((entry) => [entry, bundles.get(entry.replace(/\.ts$/, ".js")) ?? ""]));
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    const broken = await brokenOf(entries, root);
    throw new pulumi.RunError(`${broken.join(", ")} cannot be bundled:\n${await text("error", error.errors)}`);
  }
}

function built(entries: readonly string[], root: string) {
  return build({
    absWorkingDir: root,
    entryPoints: [...entries],
    bundle: true,
    write: false,
    // Nothing is written there: it is what the bundles are named below.
    outdir: root,
    outbase: root,
    logLevel: "silent",
    platform: "node",
    format: "cjs",
    // The oldest Node that runs it: Lambda's and Amazon Linux 2023's.
    target: "node22",
    // ES modules, of which what is not used can be left out: without this the bundle is a tenth larger.
    mainFields: ["module", "main"],
    // Settings of the type check change nothing here.
    tsconfigRaw: {},
    // Paths are those below the root even where node_modules is a link to another folder.
    preserveSymlinks: true,
  });
}

/** The programs that cannot be bundled, each by itself: together, one that is wrong fails all. */
async function brokenOf(entries: readonly string[], root: string): Promise<string[]> {
  const results = await Promise.allSettled(entries.map((entry) => built([entry], root)));
  return entries.filter((_, index) => results[index]?.status === "rejected");
}

async function text(kind: "error" | "warning", messages: Message[]): Promise<string> {
  return (await formatMessages(messages, { kind, color: false })).join("").trimEnd();
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error;
}
