import type { Unit } from "./source";

/** What a month is in hours, as in AWS's own calculator. */
export const hoursAMonth = 730;

/** Something that a stack uses and AWS charges for. */
export interface Use {
  /** As readers call it: "NAT gateway × 2". */
  readonly item: string;
  /** Identifier in the price table. */
  readonly price: string;
  readonly unit: Unit;
  /** Units a month; left out where the stack's use decides, which nobody knows beforehand. */
  readonly quantity?: number;
}

/** `NAT gateway × 2`; one is not counted. */
export const times = (count: number, item: string) => (count === 1 ? item : `${item} × ${count}`);

/** Things that run all month. */
export const running = (count: number, item: string, price: string): Use => ({
  item: times(count, item),
  price,
  unit: "hour",
  quantity: count * hoursAMonth,
});

/** Things that are charged by the month. */
export const kept = (count: number, item: string, price: string): Use => ({
  item: times(count, item),
  price,
  unit: "month",
  quantity: count,
});

/** A log group of any kind: what it costs depends on what is written to it, and how long that is kept. */
export const logs = (item: string): Use[] => [
  { item: `${item}, ingested`, price: "cloudwatch-logs.ingested", unit: "GB" },
  { item: `${item}, stored`, price: "cloudwatch-logs.stored", unit: "GB-month" },
];
