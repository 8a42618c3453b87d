/** `npm run report -- -s <stack>`: one page that shows what a stack would be, without an AWS account. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { allLevels } from "../../policies/levels";
import { rules } from "../../policies/rules";
import { loadPrices } from "../costs/prices";
import { findingsOf } from "../policy/findings";
import { againstOf } from "./against";
import { architectureOf } from "./architecture/architecture";
import { newIn } from "./architecture/exposures";
import { changesBetween, type NamedGraph } from "./changes";
import { costChangesOf } from "./cost-changes";
import { costsOf, settingsOf } from "./costs";
import { pageOf, type Report } from "./page";
import { verdictsOf } from "./policies";
import { previewed, type Previewed } from "./previewed";
import { summaryOf } from "./summary";

interface Options {
  readonly stack: string;
  /** Another stack, or a revision of git. */
  readonly against?: string;
  readonly output?: string;
}

/** @throws Mistake where there is nothing to report on */
export function run({ stack, against, output = `reports/${stack}.html` }: Options): number {
  const report = reported(stack, against);
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, pageOf(report, readFileSync(join(__dirname, "style.css"), "utf8")));
  process.stdout.write(`${output}\n`);
  if (report.comparison) {
    process.stdout.write(`\n${summaryOf(report.comparison, report.architecture, report.prices.currency)}\n`);
  }
  return 0;
}

/**
 * Previews a stack, and what it is compared with: another stack, or a revision of git.
 *
 * @throws Mistake where there is nothing to report on
 */
export function reported(stack: string, name?: string): Report {
  const against = name === undefined ? undefined : againstOf(name, stack);
  const own = previewed(stack);
  const other = against?.preview();
  return reportOf(own, stack, against && other && { with: against.words, other });
}

/** What a stack is compared with. */
interface Other {
  readonly with: string;
  readonly other: NamedGraph & Previewed;
}

function reportOf(own: Previewed, stack: string, against: Other | undefined): Report {
  const { graph, config, log, isAccepted } = own;
  const settings = settingsOf(config);
  const { costs, prices } = costsIn(own);
  const current = { stack, graph };
  return {
    stack,
    environment: settings?.environment ?? "no known environment",
    region: config["aws:region"] ?? "not known",
    made: new Date(),
    revision: revision(),
    isAccepted,
    graph,
    architecture: architectureOf(graph, against && newIn(current, against.other)),
    verdicts: verdictsOf(rules, (settings && allLevels()[settings.environment]) ?? {}, findingsOf(log), log),
    costs,
    prices,
    comparison: against && {
      with: against.with,
      changes: changesBetween(against.other, current),
      costs: costChangesOf(costsIn(against.other).costs, costs),
    },
  };
}

/** What a preview costs, at the prices of its own region. */
function costsIn({ config, graph }: Previewed) {
  const settings = settingsOf(config);
  const prices = loadPrices(settings?.region);
  return { prices, costs: costsOf(settings, prices, graph) };
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
