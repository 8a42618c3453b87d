import { spawn, type StdioOptions } from "node:child_process";
import { constants } from "node:os";

export interface Run {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

const running = new Set<unknown>();

/** Whether a command runs, which gets the signals of this process. */
export function runsForUser(): boolean {
  return running.size > 0;
}

/**
 * Runs a command on the user's own terminal, input and output unless `stdio` says otherwise, and gives its exit code (128 + n for signal n, as a
 * shell does). A signal that this process gets is passed on; only ^C is not, since the terminal has sent it to both,
 * and a second one would make Pulumi stop at once instead of cancelling.
 */
export function runForUser(
  command: string,
  args: readonly string[],
  { cwd, env }: Run,
  stdio: StdioOptions = "inherit",
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio });
    const onInterrupt = (): void => {
      if (!process.stdin.isTTY) child.kill("SIGINT");
    };
    const onTerminate = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate).on("SIGHUP", onTerminate);
    running.add(child);
    const ended = (): void => {
      running.delete(child);
      process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate).off("SIGHUP", onTerminate);
    };
    child.once("error", (error) => {
      ended();
      reject(error);
    });
    child.once("close", (code, signal) => {
      ended();
      resolve(code ?? 128 + constants.signals[signal ?? "SIGTERM"]);
    });
  });
}
