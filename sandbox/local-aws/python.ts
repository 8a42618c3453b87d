import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { cachedBuild } from "../engine/build";

const run = promisify(execFile);

const REQUIREMENTS = join(__dirname, "requirements.txt");
const HOW_TO_INSTALL = "apt-get install -y python3 python3-venv (Debian, Ubuntu), brew install python (macOS)";

/**
 * The Python interpreter of a virtual environment that holds MiniStack, made once a machine from the pinned
 * requirements. `PYTHON` names another base interpreter than `python3`.
 *
 * @throws one line that tells what to install, when the base interpreter is missing, too old or has no `venv`
 */
export async function localAwsPython(log: (line: string) => void): Promise<string> {
  const base = process.env["PYTHON"] || "python3";
  const environment = await cachedBuild(
    {
      name: "local-aws-python",
      inputs: [REQUIREMENTS],
      salt: await identify(base),
      async build(outDir, note) {
        note("local AWS: installing MiniStack into a virtual environment of its own");
        await install(base, outDir);
      },
    },
    log,
  );
  return join(environment, "bin", "python");
}

/**
 * Where the interpreter keeps what it compiles. Beside the environment, not in `local_aws`, whose files say which code runs;
 * without it, a server takes half as long again to start.
 */
export function bytecodeFolder(python: string): string {
  return join(dirname(dirname(python)), "bytecode");
}

async function install(base: string, outDir: string): Promise<void> {
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"];
  try {
    await run(base, ["-m", "venv", outDir]);
    await run(join(outDir, "bin", "python"), [...pip, "--require-hashes", "-r", REQUIREMENTS]);
  } catch (error) {
    const { stderr = "", message } = error as Error & { stderr?: string };
    throw new Error(`MiniStack could not be installed with "${base}": ${stderr.trim().split("\n").pop() || message}`);
  }
}

/** Which interpreter this is, to the byte of its version: an environment of another one would not run. */
async function identify(base: string): Promise<string> {
  const question = "import sys, venv, ensurepip; print(sys.executable, sys.version_info[:2] >= (3, 10), sys.version)";
  let answer: string;
  try {
    answer = (await run(base, ["-c", question])).stdout;
  } catch (error) {
    const what = (error as NodeJS.ErrnoException).code === "ENOENT" ? "was not found" : "lacks its venv module";
    throw new Error(`The local AWS needs Python 3.10 or newer, and "${base}" ${what}: ${HOW_TO_INSTALL}.`);
  }
  if (answer.split(" ")[1] !== "True") {
    throw new Error(`The local AWS needs Python 3.10 or newer, and "${base}" is older: ${HOW_TO_INSTALL}.`);
  }
  return answer;
}
