import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";

const running = new Set<ChildProcess>();

/** Starts a process that does not outlive the host, however the host ends short of being killed. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, options);
  running.add(child);
  child.once("close", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Asks every process of the host to end. */
export function stopChildren(): void {
  for (const child of running) child.kill("SIGTERM");
}
