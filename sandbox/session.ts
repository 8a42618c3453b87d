import { mkdirSync } from "node:fs";
import { Mistake } from "../scripts/mistake";
import type { Checkout } from "./checkout";
import { type Engine, setUpCli, setUpEngine } from "./engine/engine";
import { runTool } from "./engine/run-tool";
import { commandEnvironment, type LocalAws, NO_AWS, policyOptions, reachedBy } from "./environment";
import { readKey } from "./local-aws/key";
import { startLocalAws } from "./local-aws/server";
import { recover } from "./recover";
import { removeStaleLocks } from "./locks";
import { makePrivateFolder } from "./private-folder";
import { generateStackFile, hasStackFile, type StackFile } from "./stack-file";
import { readState } from "./state";

export interface SessionOptions {
  readonly checkout: Checkout;
  readonly stack: string;
  /** Whether plugins and the local AWS are needed. */
  readonly operation: boolean;
  /** Whether the command changes resources, and so needs a state without interrupted operations. */
  readonly change: boolean;
  /** Whether the command needs no stack file where the stack exists. */
  readonly byState?: boolean;
  /** Whether to create the stack where it does not exist and its stack file does. */
  readonly create: boolean;
  readonly log: (line: string) => void;
}

/** All that is set up for commands on one stack. */
export interface Session {
  readonly engine: Engine;
  readonly stackFile: StackFile | undefined;
  /** Environment of a command, without flags. */
  readonly env: NodeJS.ProcessEnv;
  /** The local AWS itself, whatever stands before it for commands. */
  readonly awsUrl: string;
}

/**
 * Sets up what a command on `stack` needs: the engine, for an operation also the plugins and the local AWS (at the same
 * time), the generated stack file, and the stack itself. What a crash left is mended: locks, and
 * interrupted changes.
 */
export async function openSession({
  checkout,
  stack,
  operation,
  change,
  byState = false,
  create,
  log,
}: SessionOptions): Promise<Session> {
  makePrivateFolder(checkout.folder);
  mkdirSync(checkout.state, { recursive: true });
  for (const { stack: locked, pid } of removeStaleLocks(checkout)) {
    log(`removed the lock of stack ${locked}: the process that held it (${pid}) has died`);
  }
  let state = readState(checkout, stack);
  const generate = (): StackFile | undefined =>
    hasStackFile(checkout, stack) ? generateStackFile(checkout, stack, state.salt) : undefined;
  let stackFile = generate();
  if (operation && !stackFile && !(byState && state.exists))
    throw new Mistake(`there is no Pulumi.${stack}.yaml: copy that of another stack`);

  const region = stackFile?.region;
  const start = async (): Promise<LocalAws> => {
    const url = await startLocalAws({ checkout: checkout.root, log, ...(region ? { region } : {}) });
    return { url, key: readKey(checkout.root) ?? NO_AWS.key };
  };
  const [engine, aws] = await Promise.all([
    operation ? setUpEngine(checkout.root, checkout.home, log) : setUpCli(checkout.root, log),
    operation ? start() : NO_AWS,
  ]);
  const reached = operation ? { ...aws, url: reachedBy(aws.url, process.env) } : aws;
  const env = {
    ...commandEnvironment(checkout, stack, stackFile, reached, process.env),
    ...policyOptions(checkout, stackFile),
    ...engine.env,
  };
  if (create && !state.exists && stackFile) {
    await runTool(engine.pulumi, ["stack", "init", stack, "--no-select"], { cwd: checkout.shadow, env });
    log(`created stack ${stack}`);
    state = readState(checkout, stack);
    stackFile = generate();
  }
  if (change && stackFile && state.pending.length > 0) {
    log(`the last command on ${stack} was killed while it changed ${list(state.pending)}: finding out how far it came`);
    const configured = { ...env, PULUMI_OPTION_CONFIG_FILE: stackFile.file };
    await recover(engine.pulumi, stack, { cwd: checkout.shadow, env: configured });
  }
  return { engine, stackFile, env, awsUrl: aws.url };
}

/** The names of resources, out of their URNs. */
function list(urns: readonly string[]): string {
  return urns.map((urn) => urn.split("::").at(-1)).join(", ");
}
