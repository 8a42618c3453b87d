import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { BuildFailure } from "esbuild";

const repository = join(__dirname, "../..");

/**
 * Bundles a program for Node, with all that it imports, into the source of one CommonJS file.
 *
 * Equal sources give equal bytes, on every machine and in every folder. The AWS SDK is bundled as well, so that what runs
 * is what was tested, whatever version a runtime brings. Names are kept, so that stack traces can be read.
 *
 * @param entry Path of its first file, relative to the repository.
 * @throws RunError with the places of the errors, when it cannot be bundled.
 */
export async function bundle(entry: string, root = repository): Promise<string> {
  // Loaded only where there is something to bundle: it costs as much as a component's evaluation.
  const { build } = await import("esbuild");
  try {
    const { outputFiles } = await build({
      entryPoints: [entry],
      absWorkingDir: root,
      bundle: true,
      write: false,
      platform: "node",
      format: "cjs",
      target: "node22",
      // Packages that also come as ES modules leave out what is not used; the AWS SDK shrinks by half.
      mainFields: ["module", "main"],
      minifySyntax: true,
      minifyWhitespace: true,
      // Names of wrapped modules hold their paths, and these must not lead out of the folder through a link.
      preserveSymlinks: true,
      legalComments: "none",
      logLevel: "silent",
    });
    return outputFiles.map(({ text }) => text).join("");
  } catch (error) {
    throw new pulumi.RunError(`${entry} cannot be bundled:\n${placesOf(error)}`);
  }
}

function placesOf(error: unknown): string {
  const { errors = [] } = error as Partial<BuildFailure>;
  if (errors.length === 0) return String(error);
  return errors
    .map(({ text, location }) => (location ? `  ${location.file}:${location.line}: ${text}` : `  ${text}`))
    .join("\n");
}
