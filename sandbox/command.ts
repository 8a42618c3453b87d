import { renameSync } from "node:fs";
import {
  type Command,
  destroys,
  isChange,
  isConfig,
  isOperation,
  isNew,
  needsStack,
  newName,
  parseCommand,
  refusal,
  writesStackFile,
} from "./arguments";
import { Mistake } from "../scripts/mistake";
import type { Checkout } from "./checkout";
import { objectionTo } from "./pulumi-help";
import { runForUser } from "./run";
import { openSession } from "./session";
import { handWritten, hasStackFile, stackFiles } from "./stack-file";
import { readState, selectedStack } from "./state";

/** Runs a pulumi command line in the sandbox, arguments, input, output and exit code unchanged. */
export async function runCommand(
  checkout: Checkout,
  args: readonly string[],
  log: (line: string) => void,
): Promise<number> {
  const command = parseCommand(args);
  const refused = refusal(command) ?? missingStack(checkout, command) ?? (await objectionTo(checkout, command, args));
  if (refused !== undefined) throw new Mistake(refused);

  const stack = command.stack ?? selectedStack(checkout);
  const { engine, env, stackFile } = await openSession({
    checkout,
    stack,
    operation: isOperation(command),
    change: isChange(command),
    byState: destroys(command),
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
  const code = await runForUser(engine.pulumi, args, {
    cwd: elsewhere ? checkout.shadow : checkout.root,
    env: options,
  });
  const renamed = code === 0 ? newName(command) : undefined;
  if (renamed !== undefined && hasStackFile(checkout, stack) && !hasStackFile(checkout, renamed))
    renameSync(handWritten(checkout, stack), handWritten(checkout, renamed));
  return code;
}

/** What is wrong with the stack that a command is about. */
function missingStack(checkout: Checkout, command: Command): string | undefined {
  if (["s", "stack"].some((flag) => command.flags.has(flag)) && command.stack === undefined)
    return "--stack needs a value";
  const { stack } = command;
  if (stack === undefined || isNew(command)) return undefined;
  const stacks = stackFiles(checkout);
  if (stacks.includes(stack) || readState(checkout, stack).exists) return undefined;
  return `there is no stack ${stack}, as there is no Pulumi.${stack}.yaml: there is ${stacks.join(", ")}`;
}
