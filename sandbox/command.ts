import { isChange, isConfig, isOperation, needsStack, parseCommand, refusal, writesStackFile } from "./arguments";
import type { Checkout } from "./checkout";
import { runForUser } from "./run";
import { openSession } from "./session";
import { handWritten } from "./stack-file";
import { selectedStack } from "./state";

/** Runs a pulumi command line in the sandbox, arguments, input, output and exit code unchanged. */
export async function runCommand(
  checkout: Checkout,
  args: readonly string[],
  log: (line: string) => void,
): Promise<number> {
  const command = parseCommand(args);
  const refused = refusal(command);
  if (refused !== undefined) throw new Error(refused);

  const stack = command.stack ?? selectedStack(checkout);
  const { engine, env, stackFile } = await openSession({
    checkout,
    stack,
    operation: isOperation(command),
    change: isChange(command),
    create: needsStack(command),
    log,
  });
  const options: NodeJS.ProcessEnv = { ...env };
  if (command.flags.has("policy-pack") || command.flags.has("policy-pack-config")) {
    delete options["PULUMI_OPTION_POLICY_PACK"];
    delete options["PULUMI_OPTION_POLICY_PACK_CONFIG"];
  }
  const elsewhere = writesStackFile(command);
  if (!elsewhere && stackFile) {
    options["PULUMI_OPTION_CONFIG_FILE"] = isConfig(command) ? handWritten(checkout, stack) : stackFile.file;
  }
  return runForUser(engine.pulumi, args, { cwd: elsewhere ? checkout.shadow : checkout.root, env: options });
}
