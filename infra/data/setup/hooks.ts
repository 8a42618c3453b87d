import * as pulumi from "@pulumi/pulumi";
import { awsAccess, settled } from "../../release/aws-access";
import type { ProviderSettings } from "../../settings";
import { invoke } from "./invoke";
import { goneFrom, newIn, type Prepared, type Tidied } from "./wanted";

type Hook = (args: pulumi.ResourceHookArgs) => Promise<void>;

interface SetupArgs {
  /** Name of the function that is called. */
  readonly functionName: pulumi.Input<string>;
  readonly provider: ProviderSettings;
}

/** Before a preparation is recorded: makes users and runs migrations. */
export const preparing =
  (setup: SetupArgs): Hook =>
  async ({ newInputs }) => {
    const { users, migrations } = inputOf(newInputs) as Prepared;
    await done(setup, { task: "prepare", users, migrations });
  };

/** Before it is recorded which users are left: drops the others. */
export const tidying =
  (setup: SetupArgs): Hook =>
  async ({ newInputs }) => {
    const { users } = inputOf(newInputs) as Tidied;
    await done(setup, { task: "tidy", users });
  };

/** Tells a preview which users and migrations are new, from what the state holds. */
export const foretelling: Hook = ({ newInputs, oldInputs }) =>
  foretell(newIn(inputOf(oldInputs) as Prepared | undefined, inputOf(newInputs) as Prepared));

/** Tells a preview whose users go. */
export const foretellingTidy: Hook = ({ newInputs, oldInputs }) =>
  foretell(goneFrom(inputOf(oldInputs) as Tidied | undefined, inputOf(newInputs) as Tidied));

async function foretell(lines: readonly string[]): Promise<void> {
  if (!pulumi.runtime.isDryRun() || lines.length === 0) return;
  await say(["to set up in the database:", ...lines]);
}

async function done({ functionName, provider }: SetupArgs, event: Parameters<typeof invoke>[2]): Promise<void> {
  const lines = await invoke(await awsAccess(provider), await settled(functionName), event);
  if (lines.length > 0) await say(["set up in the database:", ...lines]);
}

const inputOf = (inputs: pulumi.ResourceHookArgs["newInputs"]): unknown => inputs?.["input"];

const say = (lines: readonly string[]): Promise<void> => pulumi.log.info(lines.join("\n"));
