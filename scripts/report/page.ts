import type { Prices } from "../costs/prices";
import { drawingOf, flowsList, openingsOf } from "./architecture/drawing";
import type { Architecture } from "./architecture/model";
import { changesSection, changesTally, type Comparison } from "./changes-section";
import { type Costs, costsSection, totalText } from "./costs";
import type { Graph } from "./graph";
import { type Markup, markup, trusted } from "./markup";
import { policiesSection, tally, type Verdict } from "./policies";
import { resourcesSection } from "./resources";

/** All that a page shows. */
export interface Report {
  readonly stack: string;
  readonly environment: string;
  readonly region: string;
  readonly made: Date;
  /** Of the sources, where git knows it. */
  readonly revision: string | undefined;
  /** Whether the preview went through; else it may have stopped before it had reached everything. */
  readonly isAccepted: boolean;
  readonly graph: Graph;
  readonly architecture: Architecture;
  readonly verdicts: readonly Verdict[];
  readonly costs: Costs;
  readonly prices: Prices;
  readonly comparison: Comparison | undefined;
}

const sections = {
  architecture: "Architecture",
  resources: "Resources",
  policies: "Policies",
  costs: "Monthly cost",
  changes: "Changes",
};

/** One page that needs nothing else: no script, no other file, no network. Whatever comes from outside is escaped. */
export function pageOf(report: Report, style: string): string {
  const { stack, verdicts, graph, costs, prices, comparison } = report;
  return `<!doctype html>
${
  markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>web-platform: ${stack}</title>
<style>${trusted(style)}</style>
</head>
<body>
<header>
<h1>web-platform: ${stack}</h1>
<p class="soft">${origin(report)}</p>
${!report.isAccepted && markup`<p><strong>The preview was refused.</strong> What it had not reached is missing below.</p>`}
${summary(report)}
<nav aria-label="Sections"><ul>${Object.entries(sections).map(
    ([id, title]) => markup`<li><a href="#${id}">${title}</a></li>`,
  )}</ul></nav>
</header>
<main>
${architectureSection(report)}
${resourcesSection(graph)}
${policiesSection(verdicts, report.environment)}
${costsSection(costs, prices)}
${changesSection(comparison, stack)}
</main>
</body>
</html>
`.text
}`;
}

const origin = ({ environment, region, made, revision }: Report): string =>
  `Environment ${environment}, region ${region}. From a preview of ${made.toISOString().slice(0, 16).replace("T", " ")} UTC` +
  `${revision === undefined ? "" : `, sources at ${revision}`}.`;

function summary({ graph, architecture, verdicts, costs, prices, comparison }: Report): Markup {
  const rows = {
    Resources: String(graph.resources.length),
    Policies: tally(verdicts.filter(({ result }) => result !== "not used")),
    [`${prices.currency} a month`]: totalText(costs),
    "Open to everyone": openingsTally(architecture),
    Changes: changesTally(comparison),
  };
  return markup`<dl class="summary">${Object.entries(rows).map(
    ([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

function openingsTally(architecture: Architecture): string {
  const openings = openingsOf(architecture);
  const fresh = openings.filter(({ isNew }) => isNew).length;
  return `${openings.length || "nothing"} beside the edge${fresh > 0 ? `, ${fresh} new` : ""}`;
}

const architectureSection = ({ architecture, stack }: Report): Markup => markup`<section id="architecture">
<h2>Architecture</h2>
<figure tabindex="0">
${drawingOf(architecture, `Architecture of ${stack}`)}
</figure>
<p class="soft">Rows are tiers of subnets, columns are availability zones, dashed boxes are subnets. A box that crosses several has a place in each. Double sides mean data. Dashes in red are what lets everyone on the internet in. Numbers are flows:</p>
${flowsList(architecture)}
</section>`;
