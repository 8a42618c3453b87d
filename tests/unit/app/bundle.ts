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

// Outside of any suite, so after all of them.
after(async () => {
  if (built) rmSync(await built, { recursive: true });
});
