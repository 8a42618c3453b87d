import { join } from "node:path";
import { Mistake } from "../scripts/mistake";
import type { Checkout } from "./checkout";
import { commandEnvironment, type LocalAws, NO_AWS, reachedBy } from "./environment";
import { readKey } from "./local-aws/key";
import { startLocalAws } from "./local-aws/server";
import { runForUser } from "./run";
import { generateStackFile, hasStackFile } from "./stack-file";
import { readState } from "./state";

/**
 * `npm run sandbox -- doctor`: asks this machine, and the local AWS in the account's place. It sets up that alone, and none of the
 * engine, whose lack it may have to tell of; where not even the local AWS starts, the machine is asked nevertheless.
 */
export async function runDoctor(checkout: Checkout, stack: string, log: (line: string) => void): Promise<number> {
  if (!hasStackFile(checkout, stack)) throw new Mistake(`there is no Pulumi.${stack}.yaml: copy that of another stack`);
  const stackFile = generateStackFile(checkout, stack, readState(checkout, stack).salt);
  let aws: LocalAws | undefined;
  try {
    const { region } = stackFile;
    const url = await startLocalAws({ checkout: checkout.root, log, ...(region === undefined ? {} : { region }) });
    aws = { url: reachedBy(url, process.env), key: readKey(checkout.root) ?? NO_AWS.key };
  } catch (error) {
    log((error as Error).message);
  }
  const args = ["--sandbox", ...(aws ? ["--stack", stack] : [])];
  const code = await runForUser(process.execPath, [join("scripts", "run.mjs"), "doctor", ...args], {
    cwd: checkout.root,
    env: commandEnvironment(checkout, stack, stackFile, aws ?? NO_AWS, process.env),
  });
  return aws ? code : Math.max(code, 1);
}
