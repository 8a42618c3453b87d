import { type Configuration, isLaunchedBy, versionOf } from "./configuration";
import type { Group, Member, Refresh } from "./group";

/** What has to be done, or what has come of it. */
export type Step =
  | { readonly kind: "start" }
  /** Another refresh is in the way. */
  | { readonly kind: "cancel"; readonly refresh: Refresh }
  /** Another refresh is about to end. */
  | { readonly kind: "wait"; readonly refresh: Refresh }
  | { readonly kind: "follow"; readonly refresh: Refresh }
  | { readonly kind: "failed"; readonly refresh: Refresh }
  /** The group launches what it shall, and all its instances are of it. */
  | { readonly kind: "out" };

/** A group and its refreshes at one time. */
export interface Seen {
  readonly group: Group;
  /** Newest first. */
  readonly refreshes: readonly Refresh[];
}

const ending: readonly Refresh["status"][] = ["Cancelling", "RollbackInProgress"];
const underWay: readonly Refresh["status"][] = ["Pending", "InProgress", "Baking", ...ending];

/**
 * The refreshes that are no part of what begins now, whatever they lead to: those that have ended or are about to. One that
 * is under way may be taken over.
 */
export const endedBefore = (refreshes: readonly Refresh[]): ReadonlySet<string> =>
  new Set(refreshes.filter((refresh) => !isUnderWay(refresh) || isEnding(refresh)).map(({ id }) => id));

export const isUnderWay = ({ status }: Refresh): boolean => underWay.includes(status);

/** Whether it goes on to its end by itself. */
export const isEnding = ({ status }: Refresh): boolean => ending.includes(status);

/**
 * What comes next on the way to a configuration, from what AWS shows alone. So it is the same who has started the refresh: this
 * process, one that was killed, or a call whose answer got lost. A group has one refresh under way at most.
 */
export function nextStep({ group, refreshes }: Seen, to: Configuration, before: ReadonlySet<string>): Step {
  const own = refreshes.find(({ id, to: theirs }) => !before.has(id) && isLaunchedBy(theirs, to));
  const active = refreshes.find(isUnderWay);
  if (active && active.id !== own?.id) {
    return { kind: isEnding(active) ? "wait" : "cancel", refresh: active };
  }
  if (active) return { kind: "follow", refresh: active };
  if (own?.status === "Successful") return { kind: "out" };
  if (own) return { kind: "failed", refresh: own };
  return runs(group, to) ? { kind: "out" } : { kind: "start" };
}

/** Whether a group launches by a configuration, and all its instances are of it. */
export const runs = (group: Group, to: Configuration): boolean =>
  isLaunchedBy(group.configuration, to) && group.members.every((member) => isOf(member, to));

/** As a refresh sees it that skips what matches: by the template's version, and by the types that a policy has. */
export function isOf({ version, type }: Member, to: Configuration): boolean {
  const types = to.MixedInstancesPolicy?.LaunchTemplate?.Overrides?.map(({ InstanceType }) => InstanceType) ?? [];
  return version === versionOf(to) && (types.length === 0 || types.includes(type));
}
