import { chmodSync, existsSync, linkSync, copyFileSync, realpathSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Part } from "./acquire";
import { type Build, cachedBuild } from "./build";
import { download, isReachable, writeVerified } from "./download";
import { goBuild } from "./go-build";
import { runTool } from "./run-tool";
import { CLI_VERSION, installedVersion, isAtLeast } from "./versions";

const RELEASES = "https://get.pulumi.com/releases/sdk";
const HOST = "pulumi-language-nodejs";
const LANGUAGE_HOST = join(__dirname, "language-host");

/** The CLI `pulumi`, with the host that runs Node programs beside it: an acquired folder holds both executables. */
export function cliPart(root: string): Part {
  return {
    name: `pulumi ${CLI_VERSION}`,
    installed: () => cliOnPath(process.env["PATH"] ?? "", installedVersion(root, "@pulumi/pulumi")),
    download: officialCli(),
    reachable: () => isReachable(`${RELEASES}/${checksumsName()}`),
    standIn: engine(),
  };
}

/**
 * The folder of the first `pulumi` on `path` that is official (its language host lies beside it) and at least as new as
 * the SDK, which relies on what the engine of its time can do. Undefined when there is none.
 */
export async function cliOnPath(path: string, atLeast: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    const found = join(folder, "pulumi");
    if (folder === "" || !existsSync(found)) continue;
    const real = dirname(realpathSync(found));
    if (!existsSync(join(real, HOST))) continue;
    const version = await runTool(found, ["version"]).catch(() => "v0");
    if (isAtLeast(version.trim().slice(1), atLeast)) return real;
  }
  return undefined;
}

function officialCli(): Build {
  return {
    name: "pulumi-official",
    inputs: [],
    salt: CLI_VERSION,
    async build(outDir, log) {
      log(`downloading pulumi ${CLI_VERSION}`);
      const checksums = (await download(`${RELEASES}/${checksumsName()}`)).toString();
      const archive = join(outDir, archiveName());
      writeVerified(await download(`${RELEASES}/${archiveName()}`), archiveName(), checksums, archive);
      await runTool("tar", ["-xzf", archive, "-C", outDir, "--strip-components=1"]);
      rmSync(archive);
    },
  };
}

function archiveName(): string {
  return `pulumi-v${CLI_VERSION}-${process.platform}-${process.arch}.tar.gz`;
}

function checksumsName(): string {
  return `pulumi-${CLI_VERSION}-checksums.txt`;
}

/** Both executables in one folder, where the CLI looks for its hosts first and without a warning. */
function engine(): Build {
  const cli = compiledCli();
  return {
    name: "engine",
    inputs: [...cli.inputs, LANGUAGE_HOST],
    salt: CLI_VERSION,
    async build(outDir, log) {
      const compiled = join(await cachedBuild(cli, log), "pulumi");
      linkOrCopy(compiled, join(outDir, "pulumi"));
      await bundleHost(join(outDir, HOST));
    },
  };
}

/**
 * The CLI alone, without what the sandbox never uses of it (`pulumi-cli/_left-out`): minutes of work that a change of the
 * language host does not ask for again.
 */
function compiledCli(): Build {
  const module = join(__dirname, "pulumi-cli");
  return {
    name: "pulumi-cli",
    inputs: [module],
    salt: CLI_VERSION,
    async build(outDir, log) {
      log(`compiling pulumi ${CLI_VERSION} from its published source: 3 minutes on 2 cores, once`);
      await goBuild(
        {
          name: `pulumi ${CLI_VERSION}`,
          module,
          target: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
          output: join(outDir, "pulumi"),
          // Without it the CLI calls itself v3.0.0-dev and plugins refuse it.
          variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${CLI_VERSION}` },
        },
        log,
      );
    },
  };
}

/** Makes one executable file of the language host: it starts in a third of the time that loading its modules from TypeScript takes. */
export async function bundleHost(outfile: string): Promise<void> {
  const { build } = await import("esbuild");
  await build({
    entryPoints: [join(LANGUAGE_HOST, "main.ts")],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    banner: { js: "#!/usr/bin/env node" },
    logLevel: "error",
  });
  chmodSync(outfile, 0o755);
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
