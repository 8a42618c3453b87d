import { join } from "node:path";
import { acquire, type Acquired, present } from "./acquire";
import type { Build } from "./build";
import { cliPart } from "./cli";
import { installPlugin, pluginPart } from "./plugins";
import { findAwsProvider, PROVIDER_VARIABLE } from "./terraform-provider";
import { installedVersion } from "./versions";

export interface Engine {
  /** The executable of the CLI. */
  readonly pulumi: string;
  /** What it needs in its environment to be used as it was set up. */
  readonly env: Readonly<Record<string, string>>;
}

/** The CLI alone, enough for commands that ask no plugin. */
export async function setUpCli(root: string, log: (line: string) => void): Promise<Engine> {
  return engineOf(await acquire(cliPart(root), log));
}

/** The executable of the CLI where it has been set up before. */
export async function presentCli(root: string): Promise<string | undefined> {
  const cli = await present(cliPart(root));
  return cli && engineOf(cli).pulumi;
}

/**
 * The CLI and the aws and awsx plugins, these installed into `home` (PULUMI_HOME). What has to be made is made at the
 * same time, but for what is compiled in Go. Says in one line which parts are official and which are stand-ins.
 */
export async function setUpEngine(root: string, home: string, log: (line: string) => void): Promise<Engine> {
  // Here and not above: with them come a compiler and a bundler, which commands without plugins need not load.
  const [{ awsPlugin }, { awsxPlugin }] = await Promise.all([
    import("../aws-plugin/build.js"),
    import("../awsx-plugin/build.js"),
  ]);
  const acquiringCli = acquire(cliPart(root), log);
  const plugin = async (name: string, standIn: Build): Promise<Acquired> => {
    const pulumi = async (): Promise<string> => engineOf(await acquiringCli).pulumi;
    const acquired = await acquire(pluginPart(root, name, standIn, pulumi), log);
    installPlugin(home, name, installedVersion(root, `@pulumi/${name}`), acquired);
    return acquired;
  };
  const [cli, aws, awsx] = await Promise.all([
    acquiringCli,
    plugin("aws", needingProvider(awsPlugin(root), acquiringCli)),
    plugin("awsx", awsxPlugin(root)),
  ]);
  const provider = aws.origin === "stand-in" ? findAwsProvider() : undefined;
  log(
    [cli, aws, awsx].map(({ name, origin }) => `${name} (${origin})`).join(", ") +
      (provider ? `; the stand-in for aws runs terraform-provider-aws ${provider.version}` : ""),
  );
  const engine = engineOf(cli);
  return provider ? { ...engine, env: { ...engine.env, [PROVIDER_VARIABLE]: provider.file } } : engine;
}

/**
 * Finds out that the provider's binary is missing before minutes of compiling, not after. Compiles after the CLI, which is
 * made of much the same: Go does not compile that again.
 */
function needingProvider(standIn: Build, cli: Promise<unknown>): Build {
  return {
    ...standIn,
    async build(outDir, log) {
      findAwsProvider();
      await cli;
      await standIn.build(outDir, log);
    },
  };
}

function engineOf(cli: Acquired): Engine {
  // Our language host generates no code, which `pulumi import` would otherwise ask of it.
  const standIn = { PULUMI_OPTION_GENERATE_CODE: "false", PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" };
  return { pulumi: join(cli.folder, "pulumi"), env: cli.origin === "stand-in" ? standIn : {} };
}
