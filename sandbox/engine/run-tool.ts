import { spawn } from "node:child_process";

export interface ToolOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Told every half minute that it still runs: for how many seconds, and all that it has written. Default: nobody. */
  readonly onProgress?: (seconds: number, output: string) => void;
}

const HEARTBEAT_SECONDS = 30;
const KEPT_ON_FAILURE = 2000;

/**
 * Runs a tool that is not meant for the user's eyes, and gives what it wrote to its standard output. Throws the end of
 * its output when it fails; `code` of the error is `ENOENT` where there is no such tool. It ends when this process does.
 */
export function runTool(command: string, args: readonly string[], options: ToolOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ["ignore", "pipe", "pipe"] });
    const stop = (): boolean => child.kill();
    process.once("exit", stop);
    let output = "";
    let everything = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      everything += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (everything += text));
    const heartbeat = setInterval(() => {
      options.onProgress?.(Math.round((Date.now() - started) / 1000), everything);
    }, HEARTBEAT_SECONDS * 1000);
    const ended = (): void => {
      clearInterval(heartbeat);
      process.off("exit", stop);
    };
    child.once("error", (error) => {
      ended();
      reject(error);
    });
    child.once("close", (code, signal) => {
      ended();
      if (code === 0) resolve(output);
      else {
        const how = signal ?? `exit code ${code}`;
        const end = everything.trim().slice(-KEPT_ON_FAILURE);
        reject(new Error(`${[command, ...args.slice(0, 2)].join(" ")} failed (${how}): ${end}`));
      }
    });
  });
}
