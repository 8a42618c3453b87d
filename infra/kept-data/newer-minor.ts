import { type CacheEngine, cacheFamily } from "../data/cache-engine";
import type { Deployed } from "./state";

const caches = ["aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"];

/**
 * Whether a cache runs a newer minor version than the program states: ElastiCache has upgraded it by itself, or somebody by hand. The
 * provider would make an empty one of the older version in its place (`engineVersionForceNewOnDowngrade` of
 * hashicorp/terraform-provider-aws).
 */
export function runsNewerMinor(was: Deployed | undefined, stated: Readonly<Record<string, unknown>>): boolean {
  if (was === undefined || !caches.includes(was.type)) return false;
  const [now, version] = [was.outputs["engineVersion"], stated["engineVersion"]];
  const engine = stated["engine"] as CacheEngine;
  if (typeof now !== "string" || typeof version !== "string" || engine !== was.outputs["engine"]) return false;
  return cacheFamily(engine, now) === cacheFamily(engine, version) && isNewer(now, version);
}

function isNewer(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) > 0;
}
