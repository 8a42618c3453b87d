import { dirname, delimiter, join } from "node:path";
import { parseCommand } from "./arguments";
import type { Checkout } from "./checkout";
import { runDoctor } from "./doctor";
import { runTool } from "./engine/run-tool";
import type { StackOutputs } from "./outputs";
import { runForUser } from "./run";
import { openSession, type Session } from "./session";
import { siteAddress } from "./site-address";
import { selectedStack } from "./state";

/** Commands of the package that reach AWS by the pulumi on PATH. Here they reach the sandbox's. */
const scripts = ["doctor", "bootstrap", "invalidate", "verify", "drift", "release"] as const;
type Script = (typeof scripts)[number];

export const isScript = (word: string | undefined): word is Script => scripts.some((name) => name === word);

/** Runs such a command with these arguments against the local AWS: with the sandbox's environment, and its `pulumi` before any other. */
export async function runScript(
  checkout: Checkout,
  script: Script,
  args: readonly string[],
  log: (line: string) => void,
): Promise<number> {
  const stack = parseCommand(args).stack ?? selectedStack(checkout);
  if (script === "doctor") return runDoctor(checkout, stack, log);
  const session = await openSession({ checkout, stack, operation: true, change: false, create: false, log });
  const { engine, env, stackFile } = session;
  const path = [dirname(engine.pulumi), process.env["PATH"] ?? ""].join(delimiter);
  const more = [
    ...(script === "verify" ? await reachedHere(checkout, stack, session) : []),
    // Apart from the state of a real account.
    ...(script === "bootstrap" ? ["--folder", join(checkout.folder, "bootstrap")] : []),
  ];
  return runForUser(process.execPath, [join("scripts", "run.mjs"), script, ...args, ...more], {
    cwd: checkout.root,
    env: { ...env, PATH: path, PULUMI_OPTION_CONFIG_FILE: stackFile?.file },
  });
}

/** Where `verify` finds the site on this machine, where it is not at the address that AWS has given it. */
async function reachedHere(checkout: Checkout, stack: string, { engine, env, awsUrl }: Session): Promise<string[]> {
  const outputs = await runTool(engine.pulumi, ["stack", "output", "--json", "-s", stack], {
    cwd: checkout.shadow,
    env,
  });
  const site = siteAddress(JSON.parse(outputs) as StackOutputs, awsUrl);
  return site === undefined ? [] : ["--site", site];
}
