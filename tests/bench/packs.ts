/**
 * What the policy pack takes of a processor to judge a large stack, against a pack without rules and one whose rules do nothing, and
 * its rules that AwsGuard has too against AwsGuard. A run is a pack in a process of its own, from its start to the judgement of the whole stack.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { resource, updated, type View } from "../../policies/testing/fixtures";
import { ServedPack } from "../../policies/testing/served-pack";
import { installAwsGuard } from "../awsguard/verdicts";
import { compare } from "./ratios";

interface Declaration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What prod declares, as often as makes a stack of a thousand resources and more. */
function largeStack(declarations: string): View[] {
  const declared = JSON.parse(readFileSync(declarations, "utf8")) as Declaration[];
  const copies = Array.from({ length: Math.ceil(1_000 / declared.length) }, (_, copy) => copy);
  return copies.flatMap((copy) =>
    declared.map(({ type, name, inputs }) => updated(resource(type, `${name}-${copy}`, inputs))),
  );
}

/** Seconds of a processor that the pack in the folder takes. */
const judged = (folder: string, stack: readonly View[]) => async (): Promise<number> => {
  const pack = await ServedPack.start(join(__dirname, folder));
  try {
    for (const view of stack) await pack.analyze(view);
    await pack.analyzeStack(stack);
    return pack.processorSeconds();
  } finally {
    pack.stop();
  }
};

/** Compares packs on what the program declares, by the file that it is recorded in. */
export async function comparePacks(declarations: string): Promise<void> {
  const stack = largeStack(declarations);
  await compare({
    name: `judging ${stack.length} resources / with a pack without rules`,
    limit: 2.2,
    pairs: 5,
    baseline: judged("packs/empty", stack),
    subject: judged("../../policies", stack),
  });
  await compare({
    name: `judging ${stack.length} resources / with as many rules that do nothing`,
    limit: 1.3,
    pairs: 5,
    baseline: judged("packs/idle", stack),
    subject: judged("../../policies", stack),
  });
  installAwsGuard();
  await compare({
    name: `judging ${stack.length} resources by the rules that AwsGuard has too / by AwsGuard`,
    limit: 1.2,
    pairs: 5,
    baseline: judged("../awsguard/pack", stack),
    subject: judged("packs/shared", stack),
  });
}
