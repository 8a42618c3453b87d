import { execFileSync } from "node:child_process";

/**
 * The name of the program that runs as process `pid` of this machine, whoever's it is; undefined when none does. One
 * that has ended and waits for its parent to notice (a zombie) does not run.
 */
export function programOf(pid: number): string | undefined {
  try {
    const [state, ...name] = execFileSync("ps", ["-o", "stat=", "-o", "comm=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    })
      .trim()
      .split(/\s+/);
    return state?.startsWith("Z") ? undefined : name.join(" ");
  } catch {
    return undefined; // ps finds no such process
  }
}
