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
}

/**
 * The folder of programs, `python` among them, of a virtual environment that holds what the requirements pin. It is made once a
 * machine. `PYTHON` names another base interpreter than `python3`.
 *
 * @throws one line that tells what to install, when the base interpreter is missing, too old or has no `venv`
 */
export async function pythonPrograms(installed: Installed, log: (line: string) => void): Promise<string> {
  const base = process.env["PYTHON"] || "python3";
  const { name, title, requirements } = installed;
  const environment = await cachedBuild(
    {
      name,
      inputs: [requirements],
      salt: await identify(base, title),
      async build(outDir, note) {
        note(`${title}: installing what it needs of Python into a virtual environment of its own`);
        await install(base, installed, outDir);
      },
    },
    log,
  );
  return join(environment, "bin");
}

async function install(base: string, { title, requirements }: Installed, outDir: string): Promise<void> {
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"];
  try {
    await run(base, ["-m", "venv", outDir]);
    await run(join(outDir, "bin", "python"), [...pip, "--require-hashes", "-r", requirements]);
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    throw new Error(`${title} could not be installed with "${base}": ${stderr.trim().split("\n").pop() || message}`);
  }
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
