import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const app = resolve(__dirname, "../../../app");

export const entries = {
  posts: join(app, "functions/posts/index.ts"),
  health: join(app, "functions/health/index.ts"),
  instance: join(app, "instance/index.ts"),
};

let built: Promise<string> | undefined;

/**
 * The file that an entry is bundled into, with nothing beside it: no `node_modules` is above the directory of temporary
 * files. All are built together, once.
 */
export async function bundleOf(entry: keyof typeof entries): Promise<string> {
  return join(await (built ??= bundleAll()), `${entry}.js`);
}

async function bundleAll(): Promise<string> {
  const outdir = mkdtempSync(join(tmpdir(), "app-bundles-"));
  // A process runs several files of tests, and a root hook would end with the first of them.
  process.once("exit", () => rmSync(outdir, { recursive: true, force: true }));
  await build({
    entryPoints: entries,
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "error",
  });
  return outdir;
}
