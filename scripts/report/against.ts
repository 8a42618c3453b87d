import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Mistake } from "../mistake";
import type { NamedGraph } from "./changes";
import { previewed, type Previewed } from "./previewed";

/** What a stack is compared with, as long as it has not been previewed. */
export interface Against {
  readonly words: string;
  readonly preview: () => NamedGraph & Previewed;
}

/**
 * The stack of this name, or else the same stack as it was at this revision of git.
 *
 * @throws Mistake when the name is neither
 */
export function againstOf(name: string, stack: string): Against {
  if (existsSync(`Pulumi.${name}.yaml`)) {
    return { words: `the stack ${name}`, preview: () => ({ stack: name, ...previewed(name) }) };
  }
  const commit = commitOf(name);
  if (commit === undefined) throw new Mistake(`${name} is neither a stack nor a revision of git`);
  return {
    words: `${stack} at ${name} (${commit.slice(0, 9)})`,
    preview: () => ({ stack, ...atCommit(commit, stack) }),
  };
}

function commitOf(name: string): string | undefined {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--verify", "--quiet", `${name}^{commit}`, "--"], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.split("\n")[0] : undefined;
}

/** In a work tree of its own, with this one's packages, and with a local AWS that ends with it. */
function atCommit(commit: string, stack: string) {
  const folder = join(mkdtempSync(join(tmpdir(), "web-platform-report-")), "tree");
  const run = (command: string, args: readonly string[], cwd = ".") =>
    spawnSync(command, args, { cwd, stdio: "ignore" });
  try {
    execFileSync("git", ["worktree", "add", "--detach", folder, commit], { stdio: ["ignore", "ignore", "pipe"] });
    for (const modules of ["node_modules", "app/node_modules", "policies/node_modules", "sandbox/node_modules"]) {
      if (existsSync(modules)) symlinkSync(resolve(modules), join(folder, modules));
    }
    return previewed(stack, folder);
  } finally {
    run(process.execPath, ["--import", "tsx", "sandbox/cli.ts", "--stop"], folder);
    run("git", ["worktree", "remove", "--force", folder]);
    rmSync(dirname(folder), { recursive: true, force: true });
  }
}
