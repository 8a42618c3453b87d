import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Whether process `pid` of this machine, whoever's it is, may be one of a program with `name` in its own. False only where it
 * is certain: there is no such process, it has ended and waits for its parent to notice (a zombie), or it is another program.
 * Where the system does not tell, such as without `ps`, it is true.
 */
export function mayRun(name: string, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const [state, program] = stateOf(pid) ?? [];
  return state === undefined || program === undefined || (!state.startsWith("Z") && program.includes(name));
}

/** State and name of a process; undefined where the system does not tell. */
function stateOf(pid: number): [state: string, name: string] | undefined {
  try {
    if (process.platform === "linux") {
      const [, name = "", state = ""] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      return [state, name];
    }
    const told = execFileSync("ps", ["-o", "stat=", "-o", "comm=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [, state = "", name = ""] = /^\s*(\S+)\s+(.*)$/s.exec(told) ?? [];
    return [state, name];
  } catch {
    return undefined;
  }
}
