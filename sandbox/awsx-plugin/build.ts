import { build as bundle, version as esbuildVersion, type Plugin } from "esbuild";
import { readFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import type { Build } from "../engine/build";

/**
 * The stand-in awsx plugin of the checkout at `root`: one executable, `pulumi-resource-awsx`, that holds all it needs but
 * Node itself (found on PATH). Its folder serves as `$PULUMI_HOME/plugins/resource-awsx-v<awsx version>` or as the
 * `plugins.providers[].path` of a project.
 */
export function awsxPlugin(root: string): Build {
  const source = join(root, "sandbox", "awsx-plugin");
  const versions = ["@pulumi/awsx", "@pulumi/aws", "@pulumi/pulumi", "zod"].map((name) => versionOf(root, name));
  return {
    name: "awsx-plugin",
    inputs: [source],
    salt: [...versions, esbuildVersion].join(" "),
    async build(outDir, log) {
      log("bundling the stand-in awsx plugin");
      const outfile = join(outDir, "pulumi-resource-awsx");
      await bundle({
        entryPoints: [join(source, "main.ts")],
        outfile,
        bundle: true,
        platform: "node",
        target: "node20",
        banner: { js: "#!/usr/bin/env node" },
        define: { AWSX_VERSION: JSON.stringify(versionOf(root, "@pulumi/awsx")) },
        plugins: [withoutFunctionSerializer],
        logLevel: "error",
      });
      await chmod(outfile, 0o755);
    },
  };
}

/**
 * Leaves out what the SDK loads at its start for serializing functions alone, which no component provider does: the
 * compiler would make the plugin four times as large and its start slower by a fifth. Use of either throws.
 */
const withoutFunctionSerializer: Plugin = {
  name: "without-function-serializer",
  setup(build) {
    build.onResolve({ filter: /^(typescript|@npmcli\/arborist)$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    build.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({ contents: leftOut(path) }));
  },
};

/** A module that loads, and throws once anything of it is wanted. */
function leftOut(path: string): string {
  return `module.exports = new Proxy({ __esModule: true }, {
    get(target, key) {
      if (key in target) return target[key];
      throw new Error("${path} is not part of this plugin");
    },
  });`;
}

function versionOf(root: string, packageName: string): string {
  const file = join(root, "node_modules", packageName, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
