import { elements } from "../frame/elements";
import { isStated } from "../frame/inputs";
import { addressesOf, areEveryone } from "./addresses";
import { includes, type Traffic, trafficOf } from "./traffic";

/** A rule of a network ACL, for what comes in. */
export interface Entry {
  /** The lowest number decides. */
  readonly number: number;
  readonly isAllow: boolean;
  /** Undefined for those not known. */
  readonly cidrs: readonly (string | undefined)[];
  readonly traffic: Traffic;
}

/** A rule as an ACL states it, or as a resource of its own does. */
interface Stated {
  readonly ruleNo?: number | undefined;
  readonly ruleNumber?: number | undefined;
  readonly action?: string | undefined;
  readonly ruleAction?: string | undefined;
  readonly protocol?: string | undefined;
  readonly fromPort?: number | undefined;
  readonly toPort?: number | undefined;
  readonly cidrBlock?: string | undefined;
  readonly ipv6CidrBlock?: string | undefined;
}

/** Fails at what a preview does not know, but for addresses. */
export const entryOf = (stated: Stated): Entry => ({
  number: Number(stated.ruleNo ?? stated.ruleNumber),
  isAllow: (stated.action ?? stated.ruleAction)?.toLowerCase() === "allow",
  cidrs: (["cidrBlock", "ipv6CidrBlock"] as const).flatMap((name) =>
    isStated(stated, name) ? elements(() => [stated[name] as string]) : [],
  ),
  traffic: trafficOf(stated.protocol, stated.fromPort, stated.toPort),
});

/** Those that let everyone in to a TCP port: each by itself, or, where none does, all that do so together. */
export function lettingEveryoneIn<E extends Entry>(entries: readonly E[], port: number): readonly E[] {
  const inOrder = entries.filter((entry) => isAbout(entry, port)).sort((one, other) => one.number - other.number);
  const effective = inOrder.filter((entry, index) => entry.isAllow && !isKeptOut(entry, inOrder.slice(0, index)));
  const alone = effective.filter(({ cidrs }) => areEveryone(cidrs));
  if (alone.length > 0) return alone;
  return areEveryone(effective.flatMap(({ cidrs }) => cidrs)) ? effective : [];
}

export const isAbout = ({ traffic }: Entry, port: number): boolean => includes(traffic, "tcp", port);

/** Whether rules before it refuse all that it is for. */
const isKeptOut = ({ cidrs }: Entry, before: readonly Entry[]): boolean =>
  cidrs.every((cidr) => before.some((entry) => !entry.isAllow && entry.cidrs.some((denied) => isWithin(cidr, denied))));

function isWithin(cidr: string | undefined, other: string | undefined): boolean {
  const [inner, outer] = [addressesOf(cidr), addressesOf(other)];
  if (inner === undefined || outer?.family !== inner.family) return false;
  return outer.first <= inner.first && inner.last <= outer.last;
}
