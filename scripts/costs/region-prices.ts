import { readFileSync } from "node:fs";
import { z } from "zod";
import { source, type Source, unit, type Unit } from "./source";

const shape = z.strictObject({
  currency: z.literal("USD"),
  /** The regions that the prices are of, in their order. */
  regions: z.array(z.string()),
  sources: z.record(z.string(), source),
  tables: z.array(
    z.strictObject({
      source: z.string(),
      unit,
      /** By identifier: in each region, or null where there is no such thing, or no price of it. */
      prices: z.record(z.string(), z.array(z.number().nonnegative().nullable())),
    }),
  ),
});

/** AWS's list prices in every region, as scripts/costs/price-lists.ts writes them. */
export type RegionTable = z.output<typeof shape>;

const table = shape.superRefine(({ regions, sources, tables }, context) => {
  for (const { source: name, prices } of tables) {
    if (!Object.hasOwn(sources, name)) context.addIssue({ code: "custom", message: `unknown source "${name}"` });
    for (const [id, own] of Object.entries(prices)) {
      if (own.length !== regions.length) context.addIssue({ code: "custom", message: `${id} is not of every region` });
    }
  }
});

/** @throws ZodError that names every fault of the table */
export const parseRegionTable = (value: unknown): RegionTable => table.parse(value);

export const regionPricesPath = "docs/region-prices.json";

/** Read once: every region is in it. */
export function loadRegionTable(): RegionTable {
  loaded ??= parseRegionTable(JSON.parse(readFileSync(regionPricesPath, "utf8")));
  return loaded;
}

let loaded: RegionTable | undefined;

interface ListedPrice {
  readonly price: number;
  readonly unit: Unit;
  readonly source: string;
}

/** What the table knows of one region. */
export function listedIn(
  { regions, sources, tables }: RegionTable,
  region: string,
): { readonly sources: Readonly<Record<string, Source>>; readonly prices: Readonly<Record<string, ListedPrice>> } {
  const index = regions.indexOf(region);
  const prices = tables.flatMap(({ source: name, unit: per, prices: all }) =>
    Object.entries(all).flatMap(([id, own]): [string, ListedPrice][] => {
      const price = own[index] ?? null;
      return price === null ? [] : [[id, { price, unit: per, source: name }]];
    }),
  );
  return { sources, prices: Object.fromEntries(prices) };
}
