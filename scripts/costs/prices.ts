import { readFileSync } from "node:fs";
import { z } from "zod";
import { listedIn, loadRegionTable, type RegionTable } from "./region-prices";
import { source, type Source, unit } from "./source";

const figure = { price: z.number().nonnegative(), source: z.string() };

const known = z.strictObject({
  /** In the table's currency, per unit. */
  ...figure,
  unit,
  /** Other sources that say the same. */
  confirmedBy: z.array(z.string()).optional(),
  /** It is the price in every region: the source says so, or names one price alone, or the thing lies in no region. */
  everywhere: z.literal(true).optional(),
  /** What is known of other regions, by their codes. */
  elsewhere: z.record(z.string(), z.strictObject(figure)).optional(),
  note: z.string().optional(),
});

/** A price that was looked for and not found is not guessed. */
const unknown = z.strictObject({ price: z.null(), unit, note: z.string() });

const price = z.union([known, unknown]);

const table = z
  .strictObject({
    region: z.string(),
    currency: z.literal("USD"),
    sources: z.record(z.string(), source),
    prices: z.record(z.string(), price),
  })
  .superRefine(({ sources, prices }, context) => {
    const named = Object.entries(prices).flatMap(([id, one]) => sourcesOf(one).map((name) => ({ id, name })));
    for (const { id, name } of named) {
      if (!Object.hasOwn(sources, name)) {
        context.addIssue({ code: "custom", path: ["prices", id], message: `unknown source "${name}"` });
      }
    }
    for (const name of Object.keys(sources)) {
      if (!named.some((use) => use.name === name)) {
        context.addIssue({ code: "custom", path: ["sources", name], message: "no price comes from it" });
      }
    }
  });

type Price = z.output<typeof price>;

function sourcesOf(one: Price): string[] {
  if (one.price === null) return [];
  const others = Object.values(one.elsewhere ?? {}).map((other) => other.source);
  return [one.source, ...(one.confirmedBy ?? []), ...others];
}

/** AWS's list prices in one region, each by an identifier such as `rds.postgres.multi-az.db.t4g.micro`. */
export type Prices = z.output<typeof table>;

/** @throws ZodError that names every fault of the table. */
export const parsePrices = (value: unknown): Prices => table.parse(value);

/**
 * What is known of a region, with its sources alone: what the table says of it, else the lists of every region. A price of
 * another region is never taken for it.
 */
export function pricesIn(region: string, { currency, ...own }: Prices, lists: RegionTable): Prices {
  const listed = listedIn(lists, region);
  const stated = Object.entries(own.prices).flatMap(([id, one]): [string, Price][] => {
    if (region === own.region) return [[id, one]];
    if (one.price === null) return [];
    const { elsewhere, everywhere, unit: per } = one;
    const there = elsewhere?.[region];
    if (there !== undefined) return [[id, { ...there, unit: per }]];
    return everywhere ? [[id, one]] : [];
  });
  const prices: Record<string, Price> = { ...listed.prices, ...Object.fromEntries(stated) };
  const used = new Set(Object.values(prices).flatMap((one) => (one.price === null ? [] : one.source)));
  const sources: [string, Source][] = Object.entries({ ...listed.sources, ...own.sources });
  return { region, currency, sources: Object.fromEntries(sources.filter(([name]) => used.has(name))), prices };
}

/** The region whose prices are looked after by hand. */
export const home = "eu-west-1";

export const pricesPath = "docs/prices.json";

/** The prices of a region, as far as the tables know them. */
export const loadPrices = (region = home): Prices =>
  pricesIn(region, parsePrices(JSON.parse(readFileSync(pricesPath, "utf8"))), loadRegionTable());
