import { readFileSync } from "node:fs";
import { z } from "zod";

const units = [
  "hour",
  "month",
  "vCPU-hour",
  "GB",
  "GB-second",
  "GB-hour",
  "GB-month",
  "IOPS-month",
  "MiBps-month",
  "LCU-hour",
  "million ECPU",
  "million requests",
  "million traces",
  "path",
] as const;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day yyyy-mm-dd");

const source = z.strictObject({
  title: z.string(),
  /** AWS's own page or price list. */
  url: z.url(),
  /**
   * What was read: an AWS page itself, a public copy of AWS's data as it was published, or figures that others read from
   * it and published.
   */
  kind: z.enum(["page", "copy", "reading"]),
  /** Where the copy or the reading is. */
  via: z.url().optional(),
  /** The day that the figures are of: AWS's publication, or the others' reading. A page need not say. */
  asOf: day.optional(),
  /** The day that they were taken over. */
  read: day,
});

const known = z.strictObject({
  /** In the table's currency, per unit. */
  price: z.number().nonnegative(),
  unit: z.enum(units),
  source: z.string(),
  /** Other sources that say the same. */
  confirmedBy: z.array(z.string()).optional(),
  note: z.string().optional(),
});

/** A price that was looked for and not found is not guessed. */
const unknown = z.strictObject({ price: z.null(), unit: z.enum(units), note: z.string() });

const table = z
  .strictObject({
    region: z.string(),
    currency: z.literal("USD"),
    sources: z.record(z.string(), source),
    prices: z.record(z.string(), z.union([known, unknown])),
  })
  .superRefine(({ sources, prices }, context) => {
    const named = Object.entries(prices).flatMap(([id, price]) =>
      price.price === null ? [] : [price.source, ...(price.confirmedBy ?? [])].map((name) => ({ id, name })),
    );
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

export type Unit = (typeof units)[number];
export type Source = z.output<typeof source>;

/** AWS's list prices in one region, each by an identifier such as `rds.postgres.multi-az.db.t4g.micro`. */
export type Prices = z.output<typeof table>;

/** @throws ZodError that names every fault of the table. */
export const parsePrices = (value: unknown): Prices => table.parse(value);

export const pricesPath = "docs/prices.json";

export const loadPrices = (): Prices => parsePrices(JSON.parse(readFileSync(pricesPath, "utf8")));
