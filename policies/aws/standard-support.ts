import type { ClusterArgs, ReplicationGroupArgs, ServerlessCacheArgs } from "@pulumi/aws/elasticache";

import type { Report } from "../frame/report";
import type { Inputs } from "../frame/rule";

/**
 * The last day of standard support of a major version; from the next on, AWS bills Extended Support, or upgrades by itself.
 *
 * Sources: the release calendars of the RDS for PostgreSQL Release Notes and of the RDS User Guide ("MySQL on Amazon RDS
 * versions"), and "Extended support and End of Life schedule" in the ElastiCache User Guide; read on 2026-11-30. A version that is
 * not listed has no such day yet.
 */
const lastDays: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  postgres: {
    "11": "2024-02-29",
    "12": "2025-02-28",
    "13": "2026-02-28",
    "14": "2027-02-28",
    "15": "2028-02-29",
    "16": "2029-02-28",
    "17": "2030-02-28",
    "18": "2031-02-28",
  },
  mysql: { "5.7": "2024-02-29", "8.0": "2026-07-31", "8.4": "2029-07-31" },
  redis: { "4": "2026-01-31", "5": "2026-01-31", "6": "2027-01-31" },
};

/** How long before the last day is soon, in days: half a year. */
const SOON = 183;

/** What a major version is: RDS for PostgreSQL and for MySQL, and ElastiCache for Redis OSS, have such days. */
interface Versioned {
  readonly engine?: string | undefined;
  readonly engineVersion?: string | undefined;
  readonly majorEngineVersion?: string | undefined;
}

/** A moment, and whether it counts that the last day comes within half a year of it. */
interface When {
  readonly soon: boolean;
  readonly now?: Date;
}

/** The last day, UTC, of a version's standard support, where that is over, or soon over; undefined for any other. */
export function supportEnds(engine: string, version: string, { soon, now = new Date() }: When): string | undefined {
  const days = Object.hasOwn(lastDays, engine) ? lastDays[engine] : undefined;
  const found = Object.entries(days ?? {}).find(([major]) => version === major || version.startsWith(`${major}.`));
  const until = new Date(now.getTime() + (soon ? SOON * 24 * 60 * 60 * 1000 : 0)).toISOString().slice(0, 10);
  return found !== undefined && found[1] < until ? found[1] : undefined;
}

/** Reports a version whose standard support is over, or soon over. A replica, or what is restored, may state none. */
export function judgeSupport(of: Versioned, byDefault: string, soon: boolean, { violation }: Report): void {
  const version = of.engineVersion ?? of.majorEngineVersion;
  if (version === undefined) return;
  const engine = (of.engine ?? byDefault).toLowerCase();
  const lastDay = supportEnds(engine, version, { soon });
  if (lastDay !== undefined) violation(`the last day of standard support of ${engine} ${version} is ${lastDay}`);
}

type Cache = Inputs<ClusterArgs> | Inputs<ReplicationGroupArgs> | Inputs<ServerlessCacheArgs>;

/** What judges each kind of cache: of Redis OSS alone there are such days. */
export function judgingCaches(soon: boolean) {
  const judge = (cache: Cache, report: Report) => judgeSupport(cache, "redis", soon, report);
  return {
    "aws:elasticache/cluster:Cluster": judge,
    "aws:elasticache/replicationGroup:ReplicationGroup": judge,
    "aws:elasticache/serverlessCache:ServerlessCache": judge,
  };
}
