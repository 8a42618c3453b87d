import { type Demand, quotas } from "./demands";
import type { Known } from "./known";
import { blocker, type Line, note, ok } from "./line.mjs";

/** What there is of a quota. */
export interface Supply {
  readonly limit: number;
  /** What others than the stack have of it; of a quota of each zone, in the zone where that is most. */
  readonly others: number;
  /** That zone. */
  readonly zone?: string;
}

/** Where, and in whose name, a quota is raised. */
export interface Where {
  readonly region: string;
  readonly profile: string | undefined;
}

/**
 * Whether a stack fits beside what others have. What is its own counts once, whether it is deployed or not, so that the answer is
 * the same before a deployment and after it.
 */
export function quotaLine(demand: Demand, supply: Known<Supply>, where: Where): Line {
  const { count, because } = demand;
  if (supply.unknown !== undefined) return note(demand.what, `not asked: ${supply.unknown}`);
  const { limit, others, zone } = supply.known;
  const what = zone === undefined ? demand.what : demand.what.replace("a zone", zone);
  const needed = `the stack needs ${count}${because === undefined ? "" : ` (${because})`}`;
  const text = `${needed}, others have ${others}, and the quota is ${limit}`;
  return others + count <= limit ? ok(what, text) : blocker(what, text, raised(demand, others + count, where));
}

/** The command that asks AWS for more. AWS answers within minutes or days. */
function raised({ quota }: Demand, value: number, { region, profile }: Where): string {
  const { service, code } = quotas[quota];
  return [
    `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code}`,
    `--desired-value ${value} --region ${region}`,
    ...(profile === undefined ? [] : [`--profile ${profile}`]),
  ].join(" ");
}
