import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Build } from "../engine/build";
import { goBuild } from "../engine/go-build";
import { installedVersion } from "../engine/versions";
import { sdkShapes, SDK } from "./shapes";

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
    salt: [SDK, installedVersion(root, SDK), "typescript", ts.version].join(" "),
    async build(outDir, log) {
      log("compiling the stand-in aws plugin");
      writeShapes(root, join(outDir, "shapes.json"));
      await goBuild({ module: source, target: ".", output: join(outDir, "pulumi-resource-aws") }, log);
    },
  };
}

/** Writes what the plugin has to know of the SDK installed at `root`. */
export function writeShapes(root: string, file: string): void {
  writeFileSync(file, JSON.stringify(sdkShapes(root, servedTokens(root))));
}

/** The resource types that the plugin serves, as the SDK names them. */
export function servedTokens(root: string): string[] {
  const file = readFileSync(join(root, "sandbox", "aws-plugin", "tokens.json"), "utf8");
  return Object.values(JSON.parse(file) as Record<string, { token: string }>).map(({ token }) => token);
}

function decidesResult(name: string): boolean {
  return (
    (name.endsWith(".go") && !name.endsWith("_test.go")) || /^(go\.mod|go\.sum|tokens\.json|shapes\.ts)$/.test(name)
  );
}
