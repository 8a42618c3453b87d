import { dirname, delimiter, join } from "node:path";
import { parseCommand } from "./arguments";
import type { Checkout } from "./checkout";
import { runForUser } from "./run";
import { openSession } from "./session";
import { selectedStack } from "./state";

/**
 * Runs `npm run invalidate` with these arguments against the local AWS: with the sandbox's environment, and its `pulumi`
 * before any other.
 */
export async function invalidate(
  checkout: Checkout,
  args: readonly string[],
  log: (line: string) => void,
): Promise<number> {
  const stack = parseCommand(args).stack ?? selectedStack(checkout);
  const options = { checkout, stack, operation: true, change: false, create: false, log };
  const { engine, env, stackFile } = await openSession(options);
  const path = [dirname(engine.pulumi), process.env["PATH"] ?? ""].join(delimiter);
  return runForUser(process.execPath, [join("scripts", "run.mjs"), "invalidate", ...args], {
    cwd: checkout.root,
    env: { ...env, PATH: path, PULUMI_OPTION_CONFIG_FILE: stackFile?.file },
  });
}
