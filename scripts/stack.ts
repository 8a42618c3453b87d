import { execFileSync } from "node:child_process";
import { basename } from "node:path";
import { z } from "zod";
import { Mistake } from "./mistake";

const configuration = z.record(z.string(), z.object({ value: z.string().default(""), secret: z.boolean() }));

interface Opened {
  readonly name: string;
  readonly outputs: unknown;
}

/**
 * What a stack publishes, by the `pulumi` on PATH.
 *
 * @param stack the one that is selected without it.
 * @throws Mistake after what pulumi says.
 */
export function outputsOf(stack: string | undefined): Opened {
  const name = stack ?? pulumi("stack", "--show-name").trim();
  return { name, outputs: JSON.parse(pulumi("stack", "output", "--json", "--stack", name)) };
}

/**
 * Reads a stack by the `pulumi` on PATH, and lets this process see its configuration as the program does.
 *
 * @param stack the one that is selected without it.
 * @throws Mistake after what pulumi says.
 */
export function openStack(stack: string | undefined): Opened {
  const { name, outputs } = outputsOf(stack);
  const shown: unknown = JSON.parse(pulumi("config", "--show-secrets", "--json", "--stack", name));
  showConfiguration(name, configuration.parse(shown));
  return { name, outputs };
}

/** Lets this process see a stack's configuration as the program does. */
export function showConfiguration(stack: string, configured: z.output<typeof configuration>): void {
  const config = Object.entries(configured);
  Object.assign(process.env, {
    PULUMI_NODEJS_PROJECT: "web-platform",
    // A stack may be named with its organization and project.
    PULUMI_NODEJS_STACK: basename(stack),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config.map(([key, { value }]) => [key, value]))),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.filter(([, { secret }]) => secret).map(([key]) => key)),
  });
}

const exported = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          urn: z.string(),
          type: z.string(),
          id: z.string().optional(),
          outputs: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  }),
});

/** A resource as the state has it; secrets are encrypted. */
export type StateResource = NonNullable<z.infer<typeof exported>["deployment"]["resources"]>[number];

export const stateOf = (stack: string): readonly StateResource[] =>
  exported.parse(JSON.parse(pulumi("stack", "export", "--stack", stack))).deployment.resources ?? [];

/** Takes what AWS has of these resources into the state, and nothing else. */
export function refreshed(stack: string, urns: readonly string[]): void {
  const targets = urns.flatMap((urn) => ["--target", urn]);
  pulumi(
    "refresh",
    "--stack",
    stack,
    ...targets,
    "--yes",
    "--skip-preview",
    "--non-interactive",
    "--suppress-progress",
  );
}

/** What it writes to its standard error goes to the terminal. */
function pulumi(...args: string[]): string {
  try {
    return execFileSync("pulumi", args, {
      encoding: "utf8",
      maxBuffer: 1e9,
      stdio: ["inherit", "pipe", "inherit"],
    });
  } catch (error) {
    // It has said itself what it does not like.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw new Mistake("");
    throw new Mistake("there is no pulumi on PATH; for a stack of the sandbox: npm run sandbox -- <command> ...");
  }
}
