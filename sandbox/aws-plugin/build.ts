import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Build } from "../engine/build";
import { goBuild } from "../engine/go-build";
import { installedVersion } from "../engine/versions";

const SDK = "@pulumi/aws";

/**
 * The stand-in aws plugin of the checkout at `root`, for the `@pulumi/aws` installed there: the executable
 * `pulumi-resource-aws` and the `shapes.json` that it reads from its own folder. That folder serves as
 * `$PULUMI_HOME/plugins/resource-aws-v<SDK version>` or as the `plugins.providers[].path` of a project.
 * Fails, before it compiles, when `tokens.json` names a type that the SDK does not have.
 */
export function awsPlugin(root: string): Build {
  const source = join(root, "sandbox", "aws-plugin");
  return {
    name: "aws-plugin",
    inputs: readdirSync(source)
      .filter(decidesResult)
      .map((name) => join(source, name)),
    salt: [SDK, installedVersion(root, SDK), "typescript", installedVersion(root, "typescript")].join(" "),
    async build(outDir, log) {
      log("compiling the stand-in aws plugin: 1 minute on 2 cores, once");
      await writeShapes(root, join(outDir, "shapes.json"));
      await goBuild(
        { name: "the stand-in aws plugin", module: source, target: ".", output: join(outDir, "pulumi-resource-aws") },
        log,
      );
    },
  };
}

/** Writes what the plugin has to know of the SDK installed at `root`. */
export async function writeShapes(root: string, file: string): Promise<void> {
  // Only a build needs TypeScript; loading it takes longer than everything else that a command does before Pulumi.
  const { sdkShapes } = await import("./shapes.js");
  writeFileSync(file, JSON.stringify(sdkShapes(root, servedTokens(root))));
}

/** The resource types that the plugin serves, as the SDK names them. */
export function servedTokens(root: string): string[] {
  const file = readFileSync(join(root, "sandbox", "aws-plugin", "tokens.json"), "utf8");
  return Object.values(JSON.parse(file) as Record<string, { token: string }>).map(({ token }) => token);
}

function decidesResult(name: string): boolean {
  return (
    (name.endsWith(".go") && !name.endsWith("_test.go")) ||
    /^(go\.mod|go\.sum|_left-out|tokens\.json|shapes\.ts)$/.test(name)
  );
}
