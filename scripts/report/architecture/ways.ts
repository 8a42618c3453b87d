import { type Architecture, type Band, type Flow, internet, viewer } from "./model";

/** How an arrow goes from one box to another. */
export type Way = "across" | "down" | "left" | "right" | "around";

/** An arrow to be drawn, from one of a flow's boxes. */
export interface Leg {
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly way: Way;
  readonly opening?: Flow["opening"];
}

/**
 * Decides how arrows go: straight `across` to what stands beside, straight `down` to what stands below, else around the
 * network, on its `right` to data, and on its `left` to all else. From the internet to what lies above the network it goes
 * `around` that.
 */
export function legsOf(architecture: Architecture): Leg[] {
  const { distribution, sites, apis, functions, exposed, network, flows } = architecture;
  const bands = (network?.tiers ?? []).map((tier) => tier.bands);
  const beside = new Set([distribution?.id, ...sites.map(({ id }) => id), ...functions.map(({ id }) => id)]);
  const above = new Set([...beside, ...[...apis, ...exposed].map(({ id }) => id)]);
  const way = (from: string, to: string): Way => {
    if (from === internet) return above.has(to) ? "around" : "left";
    if (beside.has(to) || from === viewer) return "across";
    if (from === distribution?.id && to === apis[0]?.id) return "down";
    if (bands.some((tier) => isAbove(tier, from, to))) return "down";
    const isData = bands.flat().some(({ id, isData: is }) => id === to && is);
    return isData && bands.flat().some(({ id }) => id === from) ? "right" : "left";
  };
  return flows.flatMap(({ from, to, label, opening }, index) =>
    from.map((source) => ({
      ...{ number: index + 1, from: source, to, label, way: way(source, to) },
      ...(opening && { opening }),
    })),
  );
}

/** Whether nothing is between the two. */
export function isAbove(bands: readonly Band[], from: string, to: string): boolean {
  const index = bands.findIndex(({ id }) => id === from);
  const [upper, lower] = bands.slice(index, index + 2);
  return index >= 0 && lower?.id === to && upper?.zones.some((zone) => lower.zones.includes(zone)) === true;
}

/** The lanes on either side of the network, the innermost first: on the left one for each source, on the right for each target. */
export function lanesOf(legs: readonly Leg[]): { readonly left: readonly string[]; readonly right: readonly string[] } {
  const ids = (way: Way, end: "from" | "to") => [
    ...new Set(legs.filter((leg) => leg.way === way).map((leg) => leg[end])),
  ];
  return { left: ids("left", "from"), right: ids("right", "to") };
}
