import type { EdgeSettings } from "../settings";

type Domain = NonNullable<EdgeSettings["domain"]>;

export interface HostNames {
  /** The one that the site is at. */
  readonly canonical: string;
  /** All that lead there, the domain's own first. */
  readonly names: readonly string[];
  /** Public zone of all of them. */
  readonly hostedZoneId: string;
}

/** The hosts of a site. */
export function hostNames({ name, www, hostedZoneId }: Domain): HostNames {
  const prefixed = `www.${name}`;
  return {
    canonical: www === "canonical" ? prefixed : name,
    names: www === "none" ? [name] : [name, prefixed],
    hostedZoneId,
  };
}
