import { groupBy } from "../../policies/frame/group-by";
import { parsed } from "../../infra/settings/config";
import { namespace } from "../../infra/settings/namespace";
import { parseSettings, type Settings } from "../../infra/settings/settings";
import { type CostLine, estimate, totalText as sumText } from "../costs/estimate";
import type { Prices } from "../costs/prices";
import { unpricedLines } from "../costs/unpriced";
import type { Graph } from "./graph";
import { type Markup, markup } from "./markup";

/** What a stack costs, or why that is not known. */
export type Costs = { readonly lines: readonly CostLine[] } | { readonly unknownBecause: string };

/** The settings in a stack's configuration, as the engine shows it; undefined where they are not valid. */
export function settingsOf(config: Readonly<Record<string, string>>): Settings | undefined {
  const own = Object.entries(config).filter(([key]) => key.startsWith(namespace));
  const stated = Object.fromEntries(own.map(([key, text]) => [key.slice(namespace.length), parsed(text)]));
  return parseSettings(stated, config["aws:region"]).settings;
}

/**
 * What a stack costs a month: by its settings, and with what its graph has beside. Prices of another region than the stack's
 * are not taken.
 */
export function costsOf(settings: Settings | undefined, prices: Prices, graph?: Graph): Costs {
  if (settings === undefined) return { unknownBecause: "the settings of the stack are not valid" };
  if (settings.region !== prices.region) {
    return { unknownBecause: `the prices are of ${prices.region}, and the stack is in ${settings.region}` };
  }
  return { lines: [...estimate(settings, prices), ...(graph ? unpricedLines(graph) : [])] };
}

/** The sum in words, with what it is without. */
export const totalText = (costs: Costs): string => ("unknownBecause" in costs ? "not known" : sumText(costs.lines));

/** The estimate by component, with what depends on use and with where the prices come from. */
export function costsSection(costs: Costs, prices: Prices): Markup {
  return markup`<section id="costs">
<h2>Monthly cost</h2>
${"unknownBecause" in costs ? markup`<p>Not known: ${costs.unknownBecause}.</p>` : tables(costs.lines, prices)}
${sources(prices)}
</section>`;
}

const tables = (lines: readonly CostLine[], { currency, region }: Prices): Markup => markup`
<p>At AWS's list prices in ${region}, on demand, in ${currency} for a month of 730 hours, before tax, traffic, requests and logs. It is computed from the stack's own settings.</p>
<table>
<caption>What runs all month, by component</caption>
<thead><tr><th scope="col">Item</th><th scope="col" class="number">Quantity</th><th scope="col" class="number">Unit price</th><th scope="col" class="number">A month</th></tr></thead>
${[...groupBy(counted(lines), ({ component }) => component)].map(
  ([component, own]) => markup`<tbody>
<tr><th scope="rowgroup">${component}</th><td class="sum" colspan="3"><strong>${totalText({ lines: own })}</strong></td></tr>
${own.map(costRow)}</tbody>
`,
)}<tfoot><tr><th scope="row">Total</th><td class="sum" colspan="3">${totalText({ lines })}</td></tr></tfoot>
</table>
${byUse(lines)}`;

const counted = (lines: readonly CostLine[]) => lines.filter(({ monthly }) => monthly !== "by use");

const costRow = ({ item, quantity, unit, unitPrice, monthly }: CostLine): Markup => markup`<tr><td>${item}</td>
<td class="number">${quantity ?? ""} ${unit}${quantity !== 1 && "s"}</td><td class="number">${unitPrice ?? "not known"}</td>
<td class="number">${typeof monthly === "number" ? monthly.toFixed(2) : "not known"}</td></tr>
`;

function byUse(lines: readonly CostLine[]): Markup | undefined {
  const own = lines.filter(({ monthly }) => monthly === "by use");
  if (own.length === 0) return undefined;
  return markup`<h3>What depends on use</h3>
<table>
<caption>In no total, since nobody knows the quantities beforehand</caption>
<thead><tr><th scope="col">Component</th><th scope="col">Item</th><th scope="col" class="number">Price</th><th scope="col">per</th></tr></thead>
<tbody>
${own.map(
  ({ component, item, unitPrice, unit }) =>
    markup`<tr><th scope="row">${component}</th><td>${item}</td><td class="number">${unitPrice ?? "not known"}</td><td>${unit}</td></tr>
`,
)}</tbody>
</table>`;
}

const sources = ({ sources: all }: Prices): Markup => markup`<h3>Where the prices come from</h3>
<table>
<caption>Sources of docs/prices.json and docs/region-prices.json, with the days of their figures</caption>
<thead><tr><th scope="col">Source</th><th scope="col" class="day">Kind</th><th scope="col" class="day">Figures of</th><th scope="col" class="day">Read on</th></tr></thead>
<tbody>
${Object.values(all).map(
  ({ title, url, kind, asOf, read }) =>
    markup`<tr><th scope="row"><a href="${url}">${title}</a></th><td>${kind}</td><td>${asOf ?? "not stated"}</td><td>${read}</td></tr>
`,
)}</tbody>
</table>`;
