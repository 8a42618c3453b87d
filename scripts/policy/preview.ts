import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { eventsOf } from "./events";
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

/**
 * Previews a stack with the policy pack in the sandbox of a checkout: this one, unless `folder` names another. What it prints is
 * JSON, with every resource, also of a stack that is deployed.
 */
export function preview(
  stack: string,
  { folder = ".", flags = [] }: { readonly folder?: string; readonly flags?: readonly string[] } = {},
): Preview {
  const own = mkdtempSync(join(tmpdir(), "preview-"));
  const file = join(own, "events");
  try {
    const args = [
      "--import",
      "tsx",
      "sandbox/cli.ts",
      "preview",
      "--stack",
      stack,
      "--event-log",
      file,
      "--json",
      "--show-sames",
      ...flags,
    ];
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

const summary = z.object({
  resourceUrn: z.string().optional(),
  passed: z.array(z.string()).nullish(),
  failed: z.array(z.string()).nullish(),
});
const summaries = z.object({
  policyAnalyzeSummaryEvent: summary.optional(),
  policyAnalyzeStackSummaryEvent: summary.optional(),
});

/**
 * Whether the rules have judged the whole stack: there is a resource, the rules of stacks were asked, as the engine does at the
 * end of a preview, and the preview was accepted or a mandatory rule refused it. It also fails where the program or a setting
 * does: then some resources were never reached, and what the rules say of the others is no verdict.
 */
export function wasJudged({ log, isAccepted }: Pick<Preview, "log" | "isAccepted">): boolean {
  const asked = eventsOf(log, /"policyAnalyze(Stack)?SummaryEvent"/, summaries);
  const hasResource = asked.some(({ policyAnalyzeSummaryEvent: event }) => {
    const urn = event?.resourceUrn ?? "";
    // The stack itself is asked about too, and is the only one where the program is empty.
    return urn !== "" && !urn.includes("::pulumi:pulumi:Stack::");
  });
  const hasVerdict = asked.some(({ policyAnalyzeStackSummaryEvent: event }) =>
    [event?.passed, event?.failed].some((rules) => (rules ?? []).length > 0),
  );
  const isRefused = () => findingsOf(log).some(({ level }) => level === "mandatory");
  return hasResource && hasVerdict && (isAccepted || isRefused());
}
