import type { Settings } from "../../infra/settings";
import { cacheUses } from "./cache";
import { computeUses } from "./compute";
import { databaseUses } from "./database";
import { edgeUses } from "./edge";
import { networkUses } from "./network";
import type { Prices } from "./prices";
import type { Unit } from "./source";
import type { Use } from "./use";

/**
 * What each component of the platform uses.
 *
 * To add one: write what it uses in a file of its own, beside network.ts, name the function here, and put the prices
 * that it names into docs/prices.json. Tables and totals follow.
 */
const components: Readonly<Record<string, (settings: Settings) => readonly Use[]>> = {
  Network: networkUses,
  Database: databaseUses,
  Cache: cacheUses,
  Compute: computeUses,
  Edge: edgeUses,
};

/** A line of the estimate. */
export interface CostLine {
  readonly component: string;
  readonly item: string;
  readonly unit: Unit;
  /** Units a month, unless the stack's use decides. */
  readonly quantity: number | undefined;
  /** In the table's currency, unless the table has no such price. */
  readonly unitPrice: number | undefined;
  /** A month's cost to the cent. "unknown" means that a price is missing, "by use" that the quantity is. */
  readonly monthly: number | "unknown" | "by use";
}

/**
 * What a stack costs a month at list price.
 *
 * @throws Error when the price table counts a price in another unit than the estimate does.
 */
export function estimate(settings: Settings, prices: Prices): CostLine[] {
  return Object.entries(components).flatMap(([component, uses]) =>
    uses(settings).map((use) => line(component, use, prices)),
  );
}

function line(component: string, { item, price: id, unit, quantity }: Use, { prices }: Prices): CostLine {
  const entry = prices[id];
  if (entry !== undefined && entry.unit !== unit) {
    throw new Error(`the price table has ${id} per ${entry.unit}, the estimate counts it per ${unit}`);
  }
  const unitPrice = entry?.price ?? undefined;
  return { component, item, unit, quantity, unitPrice, monthly: monthly(quantity, unitPrice) };
}

function monthly(quantity: number | undefined, unitPrice: number | undefined): CostLine["monthly"] {
  if (quantity === undefined) return "by use";
  return unitPrice === undefined ? "unknown" : Math.round(quantity * unitPrice * 100) / 100;
}

/** What lines add up to. */
export interface Total {
  /** Of what has a price. */
  readonly monthly: number;
  /** What is used and has no price: with any, the sum is a lower bound. */
  readonly without: readonly string[];
}

export function total(lines: readonly CostLine[]): Total {
  const cents = lines.reduce(
    (sum, { monthly }) => sum + (typeof monthly === "number" ? Math.round(monthly * 100) : 0),
    0,
  );
  const without = lines.filter(({ monthly }) => monthly === "unknown").map(({ item }) => item);
  return { monthly: cents / 100, without: [...new Set(without)] };
}

/** A sum in words: at least so much where prices are missing, with what they are missing of; "not known" where all are. */
export function totalText(lines: readonly CostLine[]): string {
  const { monthly, without } = total(lines);
  if (without.length === 0) return monthly.toFixed(2);
  const isKnown = lines.some((line) => typeof line.monthly === "number");
  return `${isKnown ? `at least ${monthly.toFixed(2)}` : "not known"}, without: ${without.join(", ")}`;
}
