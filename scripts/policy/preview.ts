import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

/** Whether there was a preview: it also fails where the program or a setting does, and then no rule has been asked. */
export const wasPreviewed = ({ log }: Preview): boolean =>
  log.includes('"summaryEvent"') || log.includes('"policyEvent"');
