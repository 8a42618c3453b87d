import type { Settings } from "../../infra/settings";
import type { Known } from "./known";
import { blocker, type Line, note, ok } from "./line.mjs";

/** A domain whose records the stack makes. */
export interface Domain {
  /** Where the stack file has it: `edge.domain`. */
  readonly setting: string;
  readonly name: string;
  readonly zoneId: string;
}

/** A hosted zone, by its name without the dot at the end. */
export interface HostedZone {
  readonly name: string;
  readonly isPrivate: boolean;
  /** The name servers that Route 53 has given it. */
  readonly servers: readonly string[];
}

/** The domains whose hosted zones the stack writes to. */
export function domainsOf({ edge, compute }: Settings): readonly Domain[] {
  const site = edge?.domain;
  const api = compute && "api" in compute ? compute.api.domain : undefined;
  return [
    ...(site ? [{ setting: "edge.domain", name: site.name, zoneId: site.hostedZoneId }] : []),
    ...(api?.hostedZoneId ? [{ setting: "compute.api.domain", name: api.name, zoneId: api.hostedZoneId }] : []),
  ];
}

/**
 * Whether the world finds what the stack writes for a domain: a public hosted zone of it or above it, of which DNS says the same
 * name servers as Route 53.
 *
 * @param zone undefined where the account has none of that id.
 * @param answered the zone's name servers as DNS has them; undefined where DNS is not asked.
 */
export function domainLine(
  { setting, name, zoneId }: Domain,
  zone: Known<HostedZone | undefined>,
  answered: Known<readonly string[]> | undefined,
): Line {
  const what = name;
  const find = `aws route53 list-hosted-zones-by-name --dns-name ${name}`;
  if (zone.unknown !== undefined) return note(what, `hosted zone ${zoneId} not asked: ${zone.unknown}`);
  if (zone.known === undefined) return blocker(what, `${setting}: the account has no hosted zone ${zoneId}`, find);
  const { name: zoneName, isPrivate, servers } = zone.known;
  if (isPrivate) return blocker(what, `${setting}: hosted zone ${zoneId} is private, and the world asks no such`, find);
  if (name !== zoneName && !name.endsWith(`.${zoneName}`)) {
    return blocker(what, `${setting}: hosted zone ${zoneId} is of ${zoneName}, which ${name} is not below`, find);
  }
  const own = `hosted zone ${zoneId} of ${zoneName}`;
  if (answered === undefined) return ok(what, own);
  if (answered.unknown !== undefined) return note(what, `${own}; DNS does not answer: ${answered.unknown}`);
  const told = answered.known.map(bare);
  const lead = `have the registrar or the zone above lead ${zoneName} to ${servers.join(", ")}`;
  if (told.length === 0) return blocker(what, `DNS has no name servers of ${zoneName}`, lead);
  const foreign = told.filter((server) => !servers.map(bare).includes(server));
  if (foreign.length === 0) return ok(what, `${own}, which DNS leads to`);
  return blocker(what, `DNS leads ${zoneName} to ${foreign.join(", ")}, and not to ${own}`, lead);
}

const bare = (server: string): string => server.toLowerCase().replace(/\.$/, "");
