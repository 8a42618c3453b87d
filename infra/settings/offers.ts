import { closest } from "fastest-levenshtein";
import table from "./aws-offers.json";

type DatabaseEngine = keyof typeof table.rds.versions;
type CacheEngine = keyof typeof table.elasticache.versions;

interface Offered {
  /** What new instances can have, in their order. */
  readonly offered: readonly string[];
  /** What instances from before still have. */
  readonly deprecated: readonly string[];
}

const databaseVersions: Readonly<Record<DatabaseEngine, Readonly<Record<string, Offered>>>> = table.rds.versions;
const sizes: Readonly<Record<"db" | "cache", Readonly<Record<string, readonly string[]>>>> = {
  db: table.rds.classes,
  cache: table.elasticache.nodeTypes,
};

/** How versions are written, whatever the engine. */
const versionForm = /^\d+(\.\d+)*(-rds\.\d+)?$/;

/** What can be said of a version apart from its engine. */
export const anyVersion = { pattern: versionForm.source, errorMessage: "a version that AWS has of the engine" };

/** The major versions of an engine that RDS has, the oldest first. */
export const databaseMajors = (engine: DatabaseEngine): string[] => Object.keys(databaseVersions[engine]);

/** What is wrong with an engine version of RDS, as what is allowed; nothing for one that RDS has, or has had. */
export function databaseVersionProblem(engine: DatabaseEngine, version: string): string | undefined {
  const majors = databaseMajors(engine);
  const major = majors.find((name) => version === name || version.startsWith(`${name}.`));
  const known = major === undefined ? undefined : databaseVersions[engine][major];
  if (known === undefined) return `a version of ${engine}: ${oneOf(majors)}, or one of theirs in full`;
  const { offered, deprecated } = known;
  // The table is of a day: a later version of a known major one is RDS's to judge.
  const fits =
    version === major ||
    [...offered, ...deprecated].includes(version) ||
    (versionForm.test(version) && newer(version, offered.at(-1)));
  return fits ? undefined : `a version that RDS has: "${major}", or ${oneOf(offered)}`;
}

/** The versions of a cache's engine, from the first that has what the platform needs. */
export const cacheVersions = (kind: "versions" | "serverless", engine: CacheEngine, from?: string): readonly string[] =>
  table.elasticache[kind][engine].filter((name) => from === undefined || !newer(from, name));

/**
 * Likewise of a version of ElastiCache.
 *
 * @param kind Tells caches with nodes from serverless ones, which have major versions only.
 * @param from The first version that has what the platform needs.
 */
export function cacheVersionProblem(
  kind: "versions" | "serverless",
  engine: CacheEngine,
  version: string,
  from?: string,
): string | undefined {
  const offered = cacheVersions(kind, engine, from);
  const form = kind === "serverless" ? /^\d+$/ : /^\d+\.\d+$/;
  // The table is of a day, but Valkey alone has versions to come: Redis OSS has its last, Memcached's patches are listed.
  const fits =
    offered.includes(version) || (engine === "valkey" && form.test(version) && newer(version, offered.at(-1)));
  return fits ? undefined : `a version of ${engine}: ${oneOf(offered)}`;
}

/** Every class of RDS, or node type of ElastiCache. */
export const classes = (prefix: keyof typeof sizes): string[] =>
  Object.entries(sizes[prefix]).flatMap(([family, names]) => names.map((size) => `${prefix}.${family}.${size}`));

/** What is wrong with a class of RDS (`db.<family>.<size>`) or a node type of ElastiCache (`cache.<family>.<size>`). */
export function classProblem(prefix: keyof typeof sizes, name: string): string | undefined {
  const [, family = "", size = ""] = name.split(".");
  const known = Object.hasOwn(sizes[prefix], family) ? sizes[prefix][family] : undefined;
  if (known === undefined) return `of a family that AWS has: ${Object.keys(sizes[prefix]).join(", ")}`;
  return known.includes(size) ? undefined : `of a size that ${prefix}.${family} has: ${known.join(", ")}`;
}

/** The short names of the services that interface endpoints can lead to. */
export const endpoints = table.vpcEndpoints.services.filter(
  (name) => !table.vpcEndpoints.withoutPrivateNames.includes(name),
);

/** What is wrong with the short name of a service that an interface endpoint leads to. */
export function endpointProblem(name: string): string | undefined {
  const { services, withoutPrivateNames, asOf } = table.vpcEndpoints;
  if (withoutPrivateNames.includes(name))
    return "a service whose endpoint has private DNS names, by which clients find it";
  if (services.includes(name)) return undefined;
  return (
    `a service with an endpoint com.amazonaws.<region>.<name>; did you mean "${closest(name, services)}"? ` +
    `One that AWS has had only since ${asOf} is added to infra/settings/aws-offers.json`
  );
}

const oneOf = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");

function newer(version: string, than: string | undefined): boolean {
  const [a, b] = [version, than ?? ""].map((text) => (text.match(/\d+/g) ?? []).map(Number)) as [number[], number[]];
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? -1);
}
