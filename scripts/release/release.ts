/** `npm run release -- -s <stack>`: lists what has been released, takes a release back, and makes one live again. */
import { createInterface } from "node:readline/promises";
import { type AwsAccess, awsAccess } from "../../infra/release/aws-access";
import { type Record, type Release, released, rolledBack, withLive } from "../../infra/release/record";
import { readRecord, writeRecord } from "../../infra/release/records";
import { providerSettings } from "../../infra/settings";
import { Mistake } from "../mistake";
import { openStack, refreshed, stateOf } from "../stack";
import { releasedOf } from "./deployed";
import { listed, tableOf } from "./listed";
import { type Recorded, redoOf, rollbackOf, type Step } from "./plan";
import type { Released } from "./released";

interface Options {
  readonly stack?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly redo?: boolean;
}

type Known = Released & Recorded;

/** Gives 1 where what was asked for was declined. */
export async function run(options: Options, [verb, ...words]: readonly string[]): Promise<number> {
  const { name, outputs } = openStack(options.stack);
  const aws = await awsAccess(providerSettings());
  const all = await Promise.all((await releasedOf(name, outputs, aws)).map((each) => known(aws, each)));
  if (options.redo) {
    const done = await carryOut(aws, name, redoOf(all, verb), options.yes, released);
    if (done) console.log("live again, and nothing holds it back");
    return done ? 0 : 1;
  }
  if (verb === "rollback") {
    const done = await carryOut(aws, name, rollbackOf(all, words[0], words[1]), options.yes, rolledBack);
    const redo = `npm run release -- -s ${name} --redo`;
    if (done) console.log(`taken back: \`pulumi up\` of the same does not release it again, and \`${redo}\` does`);
    return done ? 0 : 1;
  }
  const releases = all.map(({ of, record }) => listed(of, record));
  console.log(options.json ? JSON.stringify(releases.flat(), undefined, 2) : tableOf(releases));
  return 0;
}

/** With its record, in which what AWS has live is the last. */
async function known(aws: AwsAccess, each: Released): Promise<Known> {
  const [record, live] = await Promise.all([readRecord(aws, each), each.live()]);
  return { ...each, record: withLive(record, live) };
}

/** Makes releases live one after the other; then the state has what AWS has. Broken off, the same command goes on. */
async function carryOut(
  aws: AwsAccess,
  stack: string,
  steps: readonly Step<Known>[],
  isSure = false,
  recorded: (record: Record, release: Release) => Record,
): Promise<boolean> {
  for (const { what, from, to } of steps) console.log(`${what.of}: ${shown(to)} instead of ${shown(from)}`);
  if (!isSure && !(await confirmed(`Do this on ${stack}?`))) return false;
  for (const { what, to } of steps) {
    await what.makeLive(to.id, console.log);
    await writeRecord(aws, what, recorded(what.record, { ...to, at: new Date().toISOString() }));
  }
  const changed = stateOf(stack).filter((resource) => steps.some(({ what }) => what.isSaidBy(resource)));
  refreshed(
    stack,
    changed.map(({ urn }) => urn),
  );
  return true;
}

const shown = (release: Release | undefined): string =>
  [release?.id ?? "nothing", ...(release?.commit === undefined ? [] : [`(${release.commit})`])].join(" ");

async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Mistake("nobody can be asked here: --yes does it without asking");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} (y/N) `)).trim());
  } finally {
    terminal.close();
  }
}
