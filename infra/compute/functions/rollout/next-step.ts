/** Where an alias leads in AWS. */
export interface Route {
  /** The version that it names. */
  readonly version: string;
  /** Share of the calls that other versions get, in percent, by version. */
  readonly others: Readonly<Record<string, number>>;
}

/** A deployment of CodeDeploy that is under way. */
export interface UnderWay {
  readonly id: string;
  /** The version that it leads to, as far as it says. */
  readonly target: string | undefined;
  /** CodeDeploy itself made it, to take back one that failed. */
  readonly isRollback: boolean;
}

export type Step =
  /** There is no alias yet, or it leads where it shall. */
  | { readonly kind: "nothing" }
  | { readonly kind: "follow" | "stop" | "await"; readonly id: string }
  /** Two versions are called, and no deployment says why: Lambda itself does so while it warms a version. */
  | { readonly kind: "settle" }
  | { readonly kind: "shift"; readonly from: string };

/**
 * What is to do next, so that an alias leads to a version.
 *
 * A deployment that somebody has started before, and did not see the end of, is taken over where it leads to the same version;
 * one that leads to another is stopped, and what takes that back is waited for.
 */
export function nextStep(to: string, route: Route | undefined, underWay: UnderWay | undefined): Step {
  if (underWay?.isRollback) return { kind: "await", id: underWay.id };
  if (underWay) return { kind: underWay.target === to ? "follow" : "stop", id: underWay.id };
  if (route === undefined) return { kind: "nothing" };
  if (Object.keys(route.others).length > 0) return { kind: "settle" };
  return route.version === to ? { kind: "nothing" } : { kind: "shift", from: route.version };
}

/** Where calls go, in words. */
export function inWords({ version, others }: Route): string {
  const shares = Object.entries(others).map(([other, percent]) => `${percent} % of the calls get version ${other}`);
  return shares.length === 0 ? `every call gets version ${version}` : `${shares.join(", ")}, the others ${version}`;
}
