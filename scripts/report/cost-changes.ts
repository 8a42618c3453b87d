import { groupBy } from "../../policies/frame/group-by";
import { type CostLine, total, totalText } from "../costs/estimate";
import type { Costs } from "./costs";

/** What a component, or all of them, cost a month: before, after, and by how much that differs, in words. */
export interface CostChange {
  readonly of: string;
  readonly before: string;
  readonly after: string;
  /** `+7.11`, with what one side alone has no price of: by that the difference is not known. */
  readonly difference: string;
}

/** The components whose cost differs, and then all of them together; or why that is not known. */
export type CostChanges = { readonly rows: readonly CostChange[] } | { readonly unknownBecause: string };

export function costChangesOf(before: Costs, after: Costs): CostChanges {
  if ("unknownBecause" in before) return { unknownBecause: `of what it is compared with, ${before.unknownBecause}` };
  if ("unknownBecause" in after) return after;
  const [old, current] = [before, after].map(({ lines }) => groupBy(lines, ({ component }) => component));
  const components = [...new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])])];
  const rows = components.map((name) => changeOf(name, old?.get(name) ?? [], current?.get(name) ?? []));
  return {
    rows: [...rows.filter(({ difference }) => difference !== none), changeOf("Total", before.lines, after.lines)],
  };
}

const none = "0.00";

function changeOf(of: string, before: readonly CostLine[], after: readonly CostLine[]): CostChange {
  const [old, current] = [total(before), total(after)];
  const amount = (current.monthly - old.monthly).toFixed(2).replace(/^-0\.00$/, none);
  const without = [
    ...old.without.filter((item) => !current.without.includes(item)),
    ...current.without.filter((item) => !old.without.includes(item)),
  ];
  const known = amount === none ? none : `${amount.startsWith("-") ? "" : "+"}${amount}`;
  return {
    of,
    before: totalText(before),
    after: totalText(after),
    difference:
      without.length === 0 ? known : `${known === none ? "not known" : known}, without: ${without.join(", ")}`,
  };
}
