/** `npm run policy -- -s <stack>`: what the policy pack says of a stack, without an AWS account. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../policies/levels";
import { flawsOf } from "../../policies/levels/check";
import { rules } from "../../policies/rules";
import { settingsOf } from "../report/costs";
import { readDigest } from "../report/graph";
import { failureOf } from "./failure";
import { counted, findingsOf } from "./findings";
import { markdownOf } from "./markdown";
import { preview, wasJudged } from "./preview";
import { placesIn } from "./places";
import { sarifOf } from "./sarif";
import { tableOf } from "./table";

/** Gives the exit code: 1 where a mandatory rule refuses the stack, 2 where nothing is judged. */
export function run({ stack, output }: { readonly stack: string; readonly output: string }): number {
  for (const [environment, levels] of Object.entries(environments)) {
    const flaws = flawsOf(levels, rules);
    if (flaws !== undefined) {
      process.stderr.write(`policies/levels/${environment}.json\n${flaws}\n`);
      return 2;
    }
  }
  const previewed = preview(stack);
  if (!wasJudged(previewed)) {
    process.stderr.write(`${failureOf(previewed)}\nthe preview of ${stack} fails: nothing is judged\n`);
    return 2;
  }
  const findings = findingsOf(previewed.log);
  // The environment that the settings name need not be the stack's name.
  const levels = settingsOf(readDigest(previewed.stdout).config)?.environment;
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, `${stack}.md`), markdownOf(stack, findings, levels));
  writeFileSync(join(output, `${stack}.sarif`), sarifOf(stack, findings, placesIn(stack, previewed)));
  process.stdout.write(`${tableOf(stack, findings, levels)}\n`);
  return counted(findings).mandatory > 0 ? 1 : 0;
}
