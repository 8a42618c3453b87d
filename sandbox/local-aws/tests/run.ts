import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { bytecodeFolder, localAwsPython } from "../python";

/** Runs the Python tests with the local AWS's own interpreter; the arguments are those of `tests/__main__.py`. */
export function runPythonTests(args: readonly string[], stdio: "inherit" | "pipe"): Promise<[number, string]> {
  return runPythonModule("tests", args, stdio);
}

/** Runs a module with the local AWS's own interpreter: its exit code, and what it printed. */
export async function runPythonModule(
  module: string,
  args: readonly string[],
  stdio: "inherit" | "pipe",
): Promise<[number, string]> {
  const python = await localAwsPython((line) => console.error(line));
  const child = spawn(python, ["-m", module, ...args], {
    cwd: dirname(__dirname),
    env: { ...process.env, PYTHONPYCACHEPREFIX: bytecodeFolder(python) },
    stdio: ["ignore", stdio, stdio],
  });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return [code ?? 1, Buffer.concat(output).toString()];
}

if (require.main === module) {
  void runPythonTests(process.argv.slice(2), "inherit").then(([code]) => (process.exitCode = code));
}
