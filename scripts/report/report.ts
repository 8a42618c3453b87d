/** `npm run report -- -s <stack>`: one page that shows what a stack would be, without an AWS account. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { environments } from "../../policies/levels";
import { rules } from "../../policies/rules";
import { loadPrices } from "../costs/prices";
import { findingsOf } from "../policy/findings";
import { againstOf } from "./against";
import { architectureOf } from "./architecture/architecture";
import { changesBetween } from "./changes";
import type { Comparison } from "./changes-section";
import { costsOf, settingsOf } from "./costs";
import { pageOf } from "./page";
import { verdictsOf } from "./policies";
import { previewed, type Previewed } from "./previewed";

interface Options {
  readonly stack: string;
  /** Another stack, or a revision of git. */
  readonly against?: string;
  readonly output?: string;
}

/** @throws Mistake where there is nothing to report on */
export function run({ stack, against: other, output = `reports/${stack}.html` }: Options): number {
  const against = other === undefined ? undefined : againstOf(other, stack);
  const own = previewed(stack);
  const comparison = against && {
    with: against.words,
    changes: changesBetween(against.preview(), { stack, graph: own.graph }),
  };
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, page(own, stack, comparison));
  process.stdout.write(`${output}\n`);
  return 0;
}

function page(
  { graph, config, log, isAccepted }: Previewed,
  stack: string,
  comparison: Comparison | undefined,
): string {
  const settings = settingsOf(config);
  const prices = loadPrices(settings?.region);
  return pageOf(
    {
      stack,
      environment: settings?.environment ?? "no known environment",
      region: config["aws:region"] ?? "not known",
      made: new Date(),
      revision: revision(),
      isAccepted,
      graph,
      architecture: architectureOf(graph),
      verdicts: verdictsOf(rules, settings ? environments[settings.environment] : {}, findingsOf(log), log),
      costs: costsOf(settings, prices, graph),
      prices,
      comparison,
    },
    readFileSync(join(__dirname, "style.css"), "utf8"),
  );
}

/** What git calls the working tree, if it is one of git's. */
function revision(): string | undefined {
  try {
    const git = execFileSync("git", ["describe", "--always", "--dirty"], { stdio: ["ignore", "pipe", "ignore"] });
    return git.toString().trim();
  } catch {
    return undefined;
  }
}
