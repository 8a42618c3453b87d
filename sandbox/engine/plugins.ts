import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import type { Acquired, Part } from "./acquire";
import type { Build } from "./build";
import { isReachable } from "./download";
import { runTool } from "./run-tool";
import { installedVersion } from "./versions";

/** Where the CLI of Pulumi downloads plugins from when nothing else is configured. */
const SOURCE = "https://get.pulumi.com/";

/** A plugin of Pulumi's, of the version of its installed SDK, and the stand-in for it. `cli` downloads it. */
export function pluginPart(root: string, name: string, standIn: Build, cli: () => Promise<string>): Part {
  const version = installedVersion(root, `@pulumi/${name}`);
  const folder = pluginFolder(name, version);
  return {
    name: `${name} ${version}`,
    installed: async () => {
      const plugin = join(process.env["PULUMI_HOME"] || join(homedir(), ".pulumi"), "plugins", folder);
      return existsSync(plugin) && !existsSync(`${plugin}.partial`) ? plugin : undefined;
    },
    download: {
      name: `${folder}-official`,
      inputs: [],
      async build(outDir, log) {
        log(`downloading the official ${name} plugin ${version}`);
        const home = `${outDir}.home`;
        const env = { ...process.env, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" };
        try {
          await runTool(await cli(), ["plugin", "install", "resource", name, version], {
            cwd: outDir,
            env,
            onProgress: (seconds) => log(`still downloading the ${name} plugin after ${seconds} s`),
          });
          rmSync(outDir, { recursive: true });
          renameSync(join(home, "plugins", folder), outDir);
        } finally {
          rmSync(home, { recursive: true, force: true });
        }
      },
    },
    reachable: () => isReachable(SOURCE),
    standIn,
  };
}

/**
 * Makes `plugin` the one that a CLI with this `home` (PULUMI_HOME) uses: its files appear there as links. Since that
 * folder is the sandbox's alone, a stand-in never takes the place of an official plugin anywhere else.
 */
export function installPlugin(home: string, name: string, version: string, plugin: Acquired): void {
  const folder = join(home, "plugins", pluginFolder(name, version));
  mkdirSync(folder, { recursive: true });
  const wanted = readdirSync(plugin.folder);
  for (const entry of wanted) linkTo(join(plugin.folder, entry), join(folder, entry), join(home, "plugins"));
  for (const entry of readdirSync(folder)) {
    if (!wanted.includes(entry)) rmSync(join(folder, entry), { force: true });
  }
}

function pluginFolder(name: string, version: string): string {
  return `resource-${name}-v${version}`;
}

/** A link that another command may be using, or making, right now: so it is made in `aside` and moved. */
function linkTo(target: string, link: string, aside: string): void {
  if (existsSync(link) && readlinkSync(link) === target) return;
  const made = join(aside, `.${basename(link)}.${process.pid}`);
  rmSync(made, { force: true });
  symlinkSync(target, made);
  renameSync(made, link);
}
