import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { cachedBuild } from "./engine/build";

const run = promisify(execFile);

const HOW_TO_INSTALL = "apt-get install -y python3 python3-venv (Debian, Ubuntu), brew install python (macOS)";

/** What is had from PyPI. */
export interface Installed {
  /** Short, and stable: it names the environment. */
  readonly name: string;
  /** What it is for, as a sentence begins with it. */
  readonly title: string;
  /** A file that pins each package by version and hash. */
  readonly requirements: string;
  /** What it can do without. */
  readonly optional?: readonly Optional[];
}

/** Packages that are not for every machine. They get a folder of their own in the environment, which Python does not search. */
export interface Optional {
  readonly title: string;
  readonly folder: string;
  /** As above, with all that is needed. */
  readonly requirements: string;
}

/** Some wheels hold an archive of programs. */
const UNPACK = `
import glob, os, sys, tarfile
for name in glob.glob(os.path.join(sys.argv[1], "**", "*.tar.gz"), recursive=True):
    with tarfile.open(name) as archive:
        archive.extractall(os.path.dirname(name))
    os.remove(name)
`;

/**
 * The folder of programs, `python` among them, of a virtual environment that holds what the requirements pin. It is made once a
 * machine. `PYTHON` names another base interpreter than `python3`.
 *
 * @throws one line that tells what to install, when the base interpreter is missing, too old or has no `venv`
 */
export async function pythonPrograms(installed: Installed, log: (line: string) => void): Promise<string> {
  const base = process.env["PYTHON"] || "python3";
  const { name, title, requirements, optional = [] } = installed;
  const environment = await cachedBuild(
    {
      name,
      inputs: [requirements, ...optional.map((each) => each.requirements)],
      salt: await identify(base, title),
      async build(outDir, note) {
        note(`${title}: installing what it needs of Python into a virtual environment of its own`);
        await install(base, installed, outDir);
        for (const each of optional) await installOptional(each, outDir, note);
      },
    },
    log,
  );
  return join(environment, "bin");
}

const pip = [
  ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
  ...["--only-binary", ":all:", "--require-hashes", "-r"],
];

async function install(base: string, { title, requirements }: Installed, outDir: string): Promise<void> {
  try {
    await run(base, ["-m", "venv", outDir]);
    await run(join(outDir, "bin", "python"), [...pip, requirements]);
  } catch (error) {
    throw new Error(`${title} could not be installed with "${base}": ${lastLine(error)}`);
  }
}

/** Tells in a line where there is no wheel for this machine. */
async function installOptional(
  { title, folder, requirements }: Optional,
  outDir: string,
  note: (line: string) => void,
) {
  const [python, target] = [join(outDir, "bin", "python"), join(outDir, folder)];
  const alone = ["--no-deps", "--ignore-requires-python", "--target", target];
  try {
    await run(python, [...pip, requirements, ...alone]);
    await run(python, ["-c", UNPACK, target]);
  } catch (error) {
    if (!lastLine(error).includes("No matching distribution found")) {
      throw new Error(`${title} could not be installed: ${lastLine(error)}`);
    }
    note(`${title} is not to be had for this machine`);
  }
}

function lastLine(error: unknown): string {
  const { stderr = "", message } = error as Error & { stderr?: string };
  return stderr.trim().split("\n").pop() || message;
}

/** Which interpreter this is, to the byte of its version: an environment of another one would not run. */
async function identify(base: string, title: string): Promise<string> {
  const question = "import sys, venv, ensurepip; print(sys.executable, sys.version_info[:2] >= (3, 10), sys.version)";
  const needs = `${title} needs Python 3.10 or newer, and "${base}"`;
  let answer: string;
  try {
    answer = (await run(base, ["-c", question])).stdout;
  } catch (error) {
    const what = (error as NodeJS.ErrnoException).code === "ENOENT" ? "was not found" : "lacks its venv module";
    throw new Error(`${needs} ${what}: ${HOW_TO_INSTALL}.`);
  }
  if (answer.split(" ")[1] !== "True") throw new Error(`${needs} is older: ${HOW_TO_INSTALL}.`);
  return answer;
}
