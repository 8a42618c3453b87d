import { execFileSync } from "node:child_process";

/** The commit that this checkout is at, in short, with a `+` where files differ from it; nothing where git knows of none. */
export function deployedCommit(): string | undefined {
  try {
    const commit = git("rev-parse", "--short=10", "HEAD");
    return git("status", "--porcelain", "--untracked-files=no") === "" ? commit : `${commit}+`;
  } catch {
    return undefined;
  }
}

const git = (...args: string[]): string =>
  execFileSync("git", ["-C", __dirname, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
