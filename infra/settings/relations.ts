import type { CacheSettings } from "./cache";
import type { DatabaseSettings } from "./database";
import type { NetworkSettings } from "./network";
import { namespace } from "./namespace";
import { type Problem, show } from "./problems";

/** What is wrong between sections that are each right by themselves. */
export function relationProblems(
  { tiers, natGateways }: NetworkSettings,
  database: DatabaseSettings | undefined,
  cache: CacheSettings | undefined,
): Problem[] {
  const problems: Problem[] = [];
  if ((database?.enabled || cache?.enabled) && !tiers.includes("isolated")) {
    problems.push({
      path: `${namespace}network.tiers`,
      given: show(tiers),
      allowed: 'a list with "isolated", because the database and the cache live there',
    });
  }
  if (natGateways !== "none" && !(tiers.includes("public") && tiers.includes("private"))) {
    problems.push({
      path: `${namespace}network.natGateways`,
      given: show(natGateways),
      allowed: '"none", because NAT gateways stand in public subnets and serve private ones',
    });
  }
  return problems;
}
