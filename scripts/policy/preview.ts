import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findingsOf } from "./findings";

/** What a preview leaves behind. */
export interface Preview {
  /** The engine's events, one JSON object a line; empty where the engine has not begun. */
  readonly log: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether nothing refused the stack. */
  readonly isAccepted: boolean;
}

/** Previews a stack with the policy pack in the sandbox of a checkout: this one, unless `folder` names another. */
export function preview(
  stack: string,
  { folder = ".", flags = [] }: { readonly folder?: string; readonly flags?: readonly string[] } = {},
): Preview {
  const own = mkdtempSync(join(tmpdir(), "preview-"));
  const file = join(own, "events");
  try {
    const args = ["--import", "tsx", "sandbox/cli.ts", "preview", "--stack", stack, "--event-log", file, ...flags];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      // The flag is one of those for debugging.
      env: { ...process.env, PULUMI_DEBUG_COMMANDS: "true" },
      maxBuffer: 256 * 1024 * 1024,
    });
    return { log: existsSync(file) ? readFileSync(file, "utf8") : "", stdout, stderr, isAccepted: status === 0 };
  } finally {
    rmSync(own, { recursive: true });
  }
}

/**
 * Whether the rules have judged the whole stack: the preview was accepted, or it came to its end (the engine has asked the rules
 * of stacks) and a mandatory rule refused it. It also fails where the program or a setting does: then some resources were never
 * reached, and what the rules say of the others is no verdict.
 */
export function wasJudged({ log, isAccepted }: Pick<Preview, "log" | "isAccepted">): boolean {
  return (
    isAccepted ||
    (log.includes('"policyAnalyzeStackSummaryEvent"') && findingsOf(log).some(({ level }) => level === "mandatory"))
  );
}
