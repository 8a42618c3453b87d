import { areEveryone } from "./addresses";
import { type Allowed, firstForbidden, includes, shownTraffic, type Traffic } from "./traffic";

/** What a rule lets in, from which addresses. */
export interface Opening {
  /** Undefined for those not known. */
  readonly cidrs: readonly (string | undefined)[];
  readonly traffic: Traffic;
}

/**
 * What the openings, taken together, let everyone in to, beyond what is allowed: in words, or undefined. Of several that add up
 * to everyone each may be narrow by itself.
 */
export function exposure(openings: readonly Opening[], allowed: Allowed): string | undefined {
  for (const { traffic } of openings) {
    const port = firstForbidden(traffic, allowed);
    if (port === undefined) continue;
    const cidrs = openings
      .filter((opening) => includes(opening.traffic, traffic.protocol, port))
      .flatMap((opening) => opening.cidrs.filter((cidr) => cidr !== undefined));
    if (areEveryone(cidrs)) return `${shownCidrs(cidrs)} ${shownTraffic(traffic)}`;
  }
  return undefined;
}

/** What each of the openings lets everyone in to by itself, and what the others do together. */
export function exposures(openings: readonly Opening[], allowed: Allowed): readonly string[] {
  const found = openings.map((opening) => ({ opening, words: exposure([opening], allowed) }));
  const narrow = found.filter(({ words }) => words === undefined).map(({ opening }) => opening);
  return [...found.map(({ words }) => words), exposure(narrow, allowed)].filter((words) => words !== undefined);
}

function shownCidrs(cidrs: readonly string[]): string {
  const alone = cidrs.find((cidr) => areEveryone([cidr]));
  if (alone !== undefined) return `${alone} reaches`;
  const distinct = [...new Set(cidrs)];
  const more = distinct.length > 2 ? ` and ${distinct.length - 2} more` : "";
  return `${distinct.slice(0, 2).join(more ? ", " : " and ")}${more} together reach`;
}
