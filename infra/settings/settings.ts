import type { z } from "zod";
import { type CacheSettings, cacheSettings } from "./cache";
import { type ComputeSettings, computeSettings } from "./compute";
import { type DatabaseSettings, databaseSettings } from "./database";
import { computeProblems, type Exists } from "./compute-relations";
import { environmentProblems } from "./environment";
import { edgeProblems } from "./edge-relations";
import { type EdgeSettings, edgeSettings } from "./edge";
import { identitySettings } from "./identity";
import { loseData } from "./lose-data";
import { merge } from "./merge";
import { type NetworkSettings, networkSettings } from "./network";
import { type Named, named } from "./named";
import { presets } from "./presets";
import { namespace } from "./namespace";
import { type Problem, problemsOf, unknownKey } from "./problems";
import { firstZones, regionProblems, regions, zoneProblems } from "./regions";
import { withoutAbsent } from "./preset-uses";
import { relationProblems } from "./relations";
import { routeTableProblems } from "./route-table";

/** All that a stack's program needs to know, complete and checked. */
export interface Settings extends Named {
  /** AWS region of the stack, such as `eu-west-1`. */
  readonly region: string;
  /** Ids of what the next update may replace or delete, data and all. */
  readonly loseData: readonly string[];
  readonly network: NetworkSettings;
  /** Left out where the stack has no database. */
  readonly database?: DatabaseSettings;
  /** Left out where the stack has no cache. */
  readonly cache?: CacheSettings;
  /** Left out where the stack has no compute. */
  readonly compute?: ComputeSettings;
  /** Left out where the stack has no edge. */
  readonly edge?: EdgeSettings;
}

export type Outcome =
  | { readonly settings: Settings; readonly problems?: never }
  | { readonly settings?: never; readonly problems: readonly [Problem, ...Problem[]] };

export const sections = {
  network: networkSettings,
  database: databaseSettings,
  cache: cacheSettings,
  compute: computeSettings,
  edge: edgeSettings,
  identity: identitySettings,
} as const;
const known = ["environment", "like", "loseData", ...Object.keys(sections)];

/**
 * Completes what a stack file states with the preset that its environment is like, and checks the whole.
 *
 * @param exists Whether the repository has a file, as code that settings name must be there; without it, all is.
 *
 * Total: any object gives either settings or every problem in it, never an exception.
 */
export function parseSettings(
  stated: Readonly<Record<string, unknown>>,
  region: string | undefined,
  exists: Exists = () => true,
): Outcome {
  const problems: Problem[] = Object.keys(stated)
    .filter((key) => !known.includes(key))
    .map((key) => unknownKey([namespace + key], stated[key], known));

  const check = <T>(
    section: keyof typeof sections,
    schema: z.ZodType<T>,
    defaults: unknown,
    value = merge(defaults, stated[section]),
  ): T | undefined => {
    const result = schema.safeParse(value);
    if (!result.success) problems.push(...problemsOf(section, schema, value, result.error));
    return result.data;
  };

  const { environment, like, problems: problemsOfNames } = named(stated);
  const { ids, problems: problemsOfIds } = loseData(stated);
  problems.push(...problemsOfIds, ...problemsOfNames, ...regionProblems(region));
  // A stack without a valid environment is still checked, so that one run shows every problem.
  const preset = presets[like ?? "dev"];
  const place = regions.find((name) => name === region);
  const ownNetwork = {
    ...preset.network,
    ...(place !== undefined && { zones: firstZones(place, preset.network.zones.length) }),
  };
  const network = check("network", networkSettings, ownNetwork);
  const database = check("database", databaseSettings, preset.database);
  const cache = check("cache", cacheSettings, preset.cache);
  const absent = (["database", "cache"] as const).filter((use) => ({ database, cache })[use]?.enabled === false);
  const completed = withoutAbsent(merge(preset.compute, stated["compute"]), stated["compute"], absent);
  const compute = check("compute", computeSettings, preset.compute, completed);
  const edge = check("edge", edgeSettings, preset.edge);
  check("identity", identitySettings, {});

  const { zones = ownNetwork.zones } = (stated["network"] ?? {}) as { readonly zones?: unknown };
  const letters = networkSettings.shape.zones.safeParse(zones).data;
  if (letters && place !== undefined) {
    const at = { region: place, like: like ?? "dev", stated: zones !== ownNetwork.zones };
    problems.push(...zoneProblems(letters, at));
  }
  if (network) problems.push(...relationProblems(network, database, cache));
  problems.push(...routeTableProblems(completed), ...environmentProblems(completed));
  if (compute) problems.push(...computeProblems(compute, { network, database, cache, region, exists }));
  problems.push(...edgeProblems({ edge, compute, network, region, exists }));

  const [first, ...others] = problems;
  if (first) return { problems: [first, ...others] };
  if (!environment || !like || !region || !network || !database || !cache || !compute || !edge) {
    throw new Error("a failed check named no problem");
  }
  return {
    settings: {
      environment,
      like,
      region,
      loseData: ids,
      network,
      ...(database.enabled && { database }),
      ...(cache.enabled && { cache }),
      ...(compute.enabled && { compute }),
      ...(edge.enabled && { edge }),
    },
  };
}
