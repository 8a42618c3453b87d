import type { Environment } from "../../infra/settings";
import { groupBy } from "../../policies/frame/group-by";
import { type CostLine, total, totalText } from "./estimate";
import type { Prices } from "./prices";
import type { Source } from "./source";
import { hoursAMonth } from "./use";

export type Estimates = Readonly<Record<Environment, readonly CostLine[]>>;

const notCounted = [
  "Data transfer: to the internet, between zones and between regions.",
  "Requests: to KMS, Secrets Manager and S3, API calls, CPU credits of burstable classes beyond those earned.",
  "Volume of logs and metrics, and snapshots: priced under [what depends on use](#what-depends-on-use).",
  "Growth of storage by autoscaling; snapshots and keys that outlive the stack; released archives, a few MB in S3.",
  "Older versions of rotated keys: KMS adds a dollar a month for each of a key's first two yearly rotations.",
  "RDS Extended Support, for engine versions past their standard support.",
  "Tax, AWS Support, free tier, reservations, savings plans and other discounts.",
];

/** The page docs/costs.md. */
export function costsPage(
  estimates: Estimates,
  prices: Prices,
  byRegion: Readonly<Record<string, Estimates>> = {},
): string {
  return [
    "# What it costs",
    `At AWS's list prices in ${prices.region}, on demand, for ${hoursAMonth} hours, in ${prices.currency} a month. ` +
      "Computed by `npm run docs` from the presets, [prices.json](prices.json) and [region-prices.json](region-prices.json); " +
      "a stack file that asks for more costs more.",
    summaryTable(estimates),
    ...Object.entries(estimates).flatMap(([name, lines]) => [`## Preset \`${name}\``, presetTable(lines)]),
    "## What the kind of compute changes",
    kindsOfCompute(prices),
    "## In other regions",
    "What the presets cost at the prices of each region. Nothing is taken over from another one: where a price is not known, " +
      "the sum is a lower bound. `npm run report` says of a stack what its sum is without.",
    regionsTable(byRegion),
    unknownTable(byRegion),
    "## What depends on use",
    "No total holds these.",
    byUseTable(Object.values(estimates).flat()),
    "## What is not counted",
    notCounted.map((text) => `- ${text}`).join("\n"),
    "## Where the prices come from",
    "A _page_ is AWS's own. A _copy_ is AWS's own price data as published, kept by a public repository. A " +
      "_reading_ is a figure that others read from it and published with its date. A price that was not found is " +
      "`null` in the table, and counts as unknown. `region-prices.json` is made by `scripts/costs/price-lists.ts` from " +
      "copies of AWS's data, which are older than the rest. 88 of its figures, of eu-west-1, eu-west-2 and us-east-1, were found " +
      "in sources of 2026 as well, and none had changed.",
    sourcesTable(Object.values(prices.sources)),
  ].join("\n\n");
}

function kindsOfCompute({ prices }: Prices): string {
  const month = (id: string) => {
    const price = prices[id]?.price ?? undefined;
    return price === undefined ? "an unknown sum" : money(price * hoursAMonth);
  };
  return [
    "- `functions`: nothing while nobody calls but the alarms of those that are released in steps, unless `provisionedConcurrency` keeps environments warm.",
    "- `instances`: the load balancer and at least `scaling.min` instances, by the hour.",
    "- `both`: the sum of the two. To an API with functions it adds an internal load balancer, " +
      `${month("elb.application")} a month before capacity units (${month("elb.network")} for a network load balancer), ` +
      "and the instances behind it. The VPC link that leads from the API to it is not charged.",
    "",
    "No part of compute has a public IPv4 address, so none is paid for.",
  ].join("\n");
}

function regionsTable(byRegion: Readonly<Record<string, Estimates>>): string {
  const rows = Object.entries(byRegion).map(([region, { dev, prod }]) => [region, boundText(dev), boundText(prod)]);
  return table(["Region", "`dev`", "`prod`"], ["left", "right", "right"], rows);
}

function boundText(lines: readonly CostLine[]): string {
  const { monthly, without } = total(lines);
  return `${without.length > 0 ? "at least " : ""}${money(monthly)}`;
}

/** Where which price is not known, for what the presets have. */
function unknownTable(byRegion: Readonly<Record<string, Estimates>>): string {
  const all = Object.keys(byRegion);
  const places = groupBy(
    Object.entries(byRegion).flatMap(([region, { dev, prod }]) =>
      total([...dev, ...prod]).without.map((item) => ({ region, item: item.replace(/ × \d+$/, "") })),
    ),
    ({ item }) => item,
  );
  const rows = [...places].map(([item, found]) => {
    const where = [...new Set(found.map(({ region }) => region))];
    const known = all.filter((region) => !where.includes(region));
    if (known.length === 0) return [item, "every region"];
    return [item, where.length > known.length ? `every region but ${known.join(", ")}` : where.join(", ")];
  });
  return table(["No price of", "in"], ["left", "left"], rows);
}

/** What README.md says of it. */
export function costsSummary(estimates: Estimates, prices: Prices): string {
  const sources = Object.values(prices.sources);
  const [oldest, newest] = ends(sources.flatMap(({ asOf }) => asOf ?? []));
  const [, read] = ends(sources.map((source) => source.read));
  return [
    `At AWS's list prices in ${prices.region}, on demand, in ${prices.currency} a month, before traffic, requests and ` +
      `logs; [prices](docs/prices.json) of ${oldest} to ${newest}, read on ${read}:`,
    summaryTable(estimates),
  ].join("\n\n");
}

function ends(days: readonly string[]): [first: string, last: string] {
  const sorted = [...days].sort();
  return [sorted.at(0) ?? "", sorted.at(-1) ?? ""];
}

function summaryTable(estimates: Estimates): string {
  const presets = Object.entries<readonly CostLine[]>(estimates);
  return table(
    ["", ...presets.map(([name]) => `\`${name}\``)],
    ["left", ...presets.map(() => "right" as const)],
    [
      ...componentsOf(presets.flatMap(([, lines]) => lines)).map((component) => [
        component,
        ...presets.map(([, lines]) => totalText(ofComponent(lines, component))),
      ]),
      [bold("Total"), ...presets.map(([, lines]) => bold(totalText(lines)))],
    ],
  );
}

function presetTable(lines: readonly CostLine[]): string {
  const counted = lines.filter(({ monthly }) => monthly !== "by use");
  return table(
    ["", "Quantity", "Unit price", "A month"],
    ["left", "right", "right", "right"],
    [
      ...componentsOf(counted).flatMap((component) => {
        const own = ofComponent(counted, component);
        return [[bold(component), "", "", bold(totalText(own))], ...own.map(row)];
      }),
      [bold("Total"), "", "", bold(totalText(counted))],
    ],
  );
}

function row({ item, quantity, unit, unitPrice, monthly }: CostLine): string[] {
  const amount = `${quantity ?? ""} ${unit}${quantity === 1 ? "" : "s"}`;
  return [item, amount, priceText(unitPrice), typeof monthly === "number" ? money(monthly) : monthly];
}

function byUseTable(lines: readonly CostLine[]): string {
  const byUse = lines.filter(({ monthly }) => monthly === "by use");
  const rows = componentsOf(byUse).flatMap((component) =>
    ofComponent(byUse, component).map(({ item, unit, unitPrice }) => [component, item, priceText(unitPrice), unit]),
  );
  const once = new Map(rows.map((cells) => [cells.join(), cells]));
  return table(["", "", "Price", "per"], ["left", "left", "right", "left"], [...once.values()]);
}

function sourcesTable(sources: readonly Source[]): string {
  return table(
    ["Source", "Kind", "Figures of", "Read on"],
    ["left", "left", "left", "left"],
    sources.map(({ title, url, kind, via, asOf, read }) => [
      `[${title}](${url})`,
      via === undefined ? kind : `[${kind}](${via})`,
      asOf ?? "",
      read,
    ]),
  );
}

const componentsOf = (lines: readonly CostLine[]) => [...new Set(lines.map(({ component }) => component))];
const ofComponent = (lines: readonly CostLine[], name: string) => lines.filter(({ component }) => component === name);
const money = (amount: number) => amount.toFixed(2);
const priceText = (price: number | undefined) => (price === undefined ? "unknown" : String(price));
const bold = (text: string) => `**${text}**`;

function table(
  head: readonly string[],
  alignment: readonly ("left" | "right")[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(alignment.map((side) => (side === "left" ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
