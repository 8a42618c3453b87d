import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Checkout, openCheckout } from "./checkout";
import { runCommand } from "./command";
import { resetLocalAws, stopLocalAws } from "./local-aws/server";
import { heldLocks } from "./locks";
import { bannerWarning } from "./npm-banner";
import { runsForUser } from "./run";
import { isScript, runScript } from "./script";
import { start } from "./start";

/** The sandbox's own words. They never mix with what pulumi prints for a pipe. */
function log(line: string): void {
  process.stderr.write(`sandbox: ${line}\n`);
}

/**
 * `npm start` (argument `start`) and `npm run sandbox -- ...`: `--stop`, `--reset`, `doctor`, `bootstrap`, `invalidate`,
 * `verify` and `drift` with their own arguments, or any arguments of pulumi. Gives the exit code.
 */
export async function run(_: unknown, args: readonly string[]): Promise<number> {
  const checkout = openCheckout(join(__dirname, ".."));
  if (args.length === 1 && args[0] === "start") return start(checkout, log);
  if (args.length === 1 && args[0] === "--stop") return stop(checkout);
  if (args.length === 1 && args[0] === "--reset") return reset(checkout);
  const [word, ...more] = args;
  if (isScript(word)) return runScript(checkout, word, more, log);
  const warning = bannerWarning(process.env, process.stdout.isTTY);
  if (warning !== undefined) log(warning);
  return runCommand(checkout, args, log);
}

async function stop({ root }: Checkout): Promise<number> {
  log((await stopLocalAws({ checkout: root })) ? "the local AWS of this checkout has ended" : "no local AWS runs here");
  return 0;
}

/** Builds stay: they are outside the checkout, and cost minutes. */
async function reset(checkout: Checkout): Promise<number> {
  const [held] = heldLocks(checkout);
  if (held) throw new Error(`process ${held.pid} is at work on stack ${held.stack}: let it end first`);
  await resetLocalAws({ checkout: checkout.root, log });
  for (const folder of [checkout.state, checkout.home, checkout.shadow]) {
    rmSync(folder, { recursive: true, force: true });
  }
  log("the local AWS and the state of every stack are empty");
  return 0;
}

// While something is set up: end, and with it what was started. During a command run.ts decides.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!runsForUser()) process.exit(1);
  });
}

// Other checkouts are driven by this file, which every one of them has.
if (require.main === module) {
  run({}, process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      const { message, exitCode = 1 } = error as Error & { exitCode?: number };
      log(message);
      process.exit(exitCode);
    },
  );
}
