import type { Environment } from "../../infra/settings";
import { type CostLine, total } from "./estimate";
import type { Prices, Source } from "./prices";
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
export function costsPage(estimates: Estimates, prices: Prices): string {
  return [
    "# What it costs",
    `At AWS's list prices in ${prices.region}, on demand, for ${hoursAMonth} hours, in ${prices.currency} a month. ` +
      "Computed by `npm run docs` from the presets and [prices.json](prices.json); a stack file that asks for more costs more.",
    summaryTable(estimates),
    ...Object.entries(estimates).flatMap(([name, lines]) => [`## Preset \`${name}\``, presetTable(lines)]),
    "## What the kind of compute changes",
    kindsOfCompute(prices),
    "## What depends on use",
    "No total holds these.",
    byUseTable(Object.values(estimates).flat()),
    "## What is not counted",
    notCounted.map((text) => `- ${text}`).join("\n"),
    "## Where the prices come from",
    "A _page_ is AWS's own. A _copy_ is AWS's own price data as published, kept by a public repository. A " +
      "_reading_ is a figure that others read from it and published with its date. A price that was not found is " +
      "`null` in the table, and counts as unknown.",
    sourcesTable(Object.values(prices.sources)),
  ].join("\n\n");
}

function kindsOfCompute({ prices }: Prices): string {
  const month = (id: string) => {
    const price = prices[id]?.price ?? undefined;
    return price === undefined ? "an unknown sum" : money(price * hoursAMonth);
  };
  return [
    "- `functions`: nothing while nobody calls, unless `provisionedConcurrency` keeps environments warm.",
    "- `instances`: the load balancer and at least `scaling.min` instances, by the hour.",
    "- `both`: the sum of the two. To an API with functions it adds an internal load balancer, " +
      `${month("elb.application")} a month before capacity units (${month("elb.network")} for a network load balancer), ` +
      "and the instances behind it. The VPC link that leads from the API to it is not charged.",
    "",
    "No part of compute has a public IPv4 address, so none is paid for.",
  ].join("\n");
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

function totalText(lines: readonly CostLine[]): string {
  const { monthly, atLeast } = total(lines);
  return `${atLeast ? "at least " : ""}${money(monthly)}`;
}

function table(
  head: readonly string[],
  alignment: readonly ("left" | "right")[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(alignment.map((side) => (side === "left" ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
