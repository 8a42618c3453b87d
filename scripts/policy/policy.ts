/** `npm run policy -- -s <stack>`: what the policy pack says of a stack, without an AWS account. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { environments } from "../../policies/levels";
import { flawsOf } from "../../policies/levels/check";
import { rules } from "../../policies/rules";
import { settingsOf } from "../report/costs";
import { readDigest } from "../report/graph";
import { counted, findingsOf } from "./findings";
import { markdownOf } from "./markdown";
import { failureOf, preview, wasJudged } from "./preview";
import { placesIn } from "./places";
import { sarifOf } from "./sarif";
import { tableOf } from "./table";

const usage = `npm run policy -- -s <stack> [--output <folder>]

Previews a stack with the policy pack in the sandbox, prints what the rules find, and writes <stack>.md and <stack>.sarif
to the folder (reports/policy). Ends with 1 where a mandatory rule refuses the stack, and with 2 where the preview fails
by anything else, so that nothing is judged, or where a levels file names what the pack does not have.`;

function main(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      stack: { type: "string", short: "s" },
      output: { type: "string", default: "reports/policy" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help || values.stack === undefined) {
    process.stdout.write(`${usage}\n`);
    return values.help ? 0 : 2;
  }
  const { stack, output } = values;
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

process.exitCode = main(process.argv.slice(2));
