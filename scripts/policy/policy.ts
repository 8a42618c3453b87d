/** `npm run policy [-- -s <stack>]`: what the policy pack says of stacks, without an AWS account. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allLevels } from "../../policies/levels";
import { flawsOf } from "../../policies/levels/check";
import { rules } from "../../policies/rules";
import { stackFiles } from "../../sandbox/stack-file";
import { settingsOf } from "../report/costs";
import { readDigest } from "../report/graph";
import { failureOf } from "./failure";
import { counted, findingsOf } from "./findings";
import { longest, markdownOf } from "./markdown";
import { preview, wasJudged } from "./preview";
import { placesIn } from "./places";
import { sarifOf } from "./sarif";
import { tableOf } from "./table";

interface Options {
  /** Every one that has a stack file, without it. */
  readonly stack?: string;
  readonly output: string;
}

/** Gives the exit code: 1 where a mandatory rule refuses a stack, 2 where one is not judged. */
export function run({ stack, output }: Options): number {
  for (const [environment, levels] of Object.entries(allLevels())) {
    const flaws = flawsOf(levels, rules);
    if (flaws !== undefined) {
      process.stderr.write(`policies/levels/${environment}.json\n${flaws}\n`);
      return 2;
    }
  }
  const stacks = stack === undefined ? stackFiles({ root: "." }) : [stack];
  return Math.max(...stacks.map((each) => judge(each, output, longest / stacks.length)));
}

/** Judges one stack, and writes what is found; `length` of Markdown is what it may take. */
function judge(stack: string, output: string, length: number): number {
  const previewed = preview(stack);
  if (!wasJudged(previewed)) {
    process.stderr.write(`${failureOf(previewed)}\nthe preview of ${stack} fails: nothing is judged\n`);
    return 2;
  }
  const findings = findingsOf(previewed.log);
  // The environment that the settings name need not be the stack's name.
  const levels = settingsOf(readDigest(previewed.stdout).config)?.environment;
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, `${stack}.md`), markdownOf(stack, findings, levels, length));
  writeFileSync(join(output, `${stack}.sarif`), sarifOf(stack, findings, placesIn(stack, previewed)));
  process.stdout.write(`${tableOf(stack, findings, levels)}\n`);
  return counted(findings).mandatory > 0 ? 1 : 0;
}
