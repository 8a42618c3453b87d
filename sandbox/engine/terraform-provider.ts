import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { compareVersions } from "./versions";

/** The variable by which the stand-in aws plugin is told of the binary, and by which a user may name one. */
export const PROVIDER_VARIABLE = "AWS_TF_PROVIDER_BINARY";

/** The series of Terraform's AWS provider that the stand-in was made for and tried with. */
const SERIES = "5";

/** Where images and administrators put mirrors, beside the folders that Terraform itself looks into. */
const COMMON_MIRRORS = [
  "/opt/tf-plugins",
  "/opt/terraform/plugins",
  "/opt/terraform-plugins",
  "/opt/terraform/providers",
];

export interface ProviderBinary {
  readonly file: string;
  readonly version: string;
}

/**
 * The binary of Terraform's AWS provider: the one that AWS_TF_PROVIDER_BINARY names, else the newest of series 5 in
 * the folders where Terraform keeps providers on this machine. Throws one line that says what to do.
 */
export function findAwsProvider(
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
  common: readonly string[] = COMMON_MIRRORS,
): ProviderBinary {
  const named = env[PROVIDER_VARIABLE];
  if (named) {
    if (!existsSync(named)) throw new Error(`${PROVIDER_VARIABLE} names ${named}, which does not exist`);
    return { file: named, version: /_v?(\d+\.\d+\.\d+)/.exec(named)?.[1] ?? "of unknown version" };
  }
  const found = [...mirrors(env, home), ...common]
    .flatMap(providersIn)
    .filter(({ version }) => version.split(".")[0] === SERIES)
    .sort((a, b) => compareVersions(b.version, a.version))[0];
  if (found) return found;
  throw new Error(
    `the stand-in aws plugin needs Terraform's AWS provider ${SERIES}.x, and no mirror of Terraform's has it: copy ` +
      `its binary here and name it in ${PROVIDER_VARIABLE}, or fill ~/.terraform.d/plugins (terraform providers mirror)`,
  );
}

/** The folders in which Terraform or OpenTofu may hold unpacked providers, those that this machine names first. */
function mirrors(env: NodeJS.ProcessEnv, home: string): string[] {
  const configs = [env["TF_CLI_CONFIG_FILE"], join(home, ".terraformrc"), join(home, ".tofurc")];
  const dataHome = env["XDG_DATA_HOME"] || join(home, ".local", "share");
  const dataFolders = (env["XDG_DATA_DIRS"] || "/usr/local/share:/usr/share").split(delimiter);
  return [
    ...configs.flatMap((file) => (file ? foldersOfConfig(file, home) : [])),
    ...(env["TF_PLUGIN_CACHE_DIR"] ? [env["TF_PLUGIN_CACHE_DIR"]] : []),
    join(home, ".terraform.d", "plugins"),
    join(home, ".terraform.d", "plugin-cache"),
    join(home, "Library", "Application Support", "io.terraform", "plugins"),
    ...[dataHome, ...dataFolders].map((folder) => join(folder, "terraform", "plugins")),
  ];
}

/** `path` of each filesystem_mirror and `plugin_cache_dir`, the two settings of a CLI configuration that name folders. */
function foldersOfConfig(file: string, home: string): string[] {
  if (!existsSync(file)) return [];
  const settings = readFileSync(file, "utf8").matchAll(/^\s*(?:path|plugin_cache_dir)\s*=\s*"([^"]+)"/gm);
  return [...settings].map(([, folder = ""]) => folder.replace(/^(~|\$HOME)(?=\/)/, home));
}

/** Terraform's unpacked layout: `<mirror>/<registry>/hashicorp/aws/<version>/<os>_<architecture>/<binary>`. */
function providersIn(mirror: string): ProviderBinary[] {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  return ["registry.terraform.io", "registry.opentofu.org"].flatMap((registry) => {
    const versions = join(mirror, registry, "hashicorp", "aws");
    return entriesOf(versions).flatMap((version) => {
      const folder = join(versions, version, platform);
      return entriesOf(folder)
        .filter((name) => name.startsWith("terraform-provider-aws_v"))
        .map((name) => ({ file: join(folder, name), version }));
    });
  });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
