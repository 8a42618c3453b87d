import type { Report } from "../frame/report";
import type { Members } from "../frame/stack";
import { ifKnown } from "../frame/unknown";

/** What has a place: a subnet, or an instance of a cluster. */
interface Placed {
  readonly props: { readonly availabilityZone?: string; readonly availabilityZoneId?: string };
}

/** In how many Availability Zones something lies, as far as that is known: exactly, when both bounds are equal. */
interface ZoneCount {
  readonly atLeast: number;
  readonly atMost: number;
  /** The zones that are known, by name or id, sorted. */
  readonly known: readonly string[];
}

/** Demands that `members` lie in at least `demanded` distinct zones. `subject` names them, in the plural. */
export function demandZones(members: Members<Placed>, demanded: number, subject: string, report: Report): void {
  const zones = countZones(members);
  if (zones.atLeast >= demanded) return;
  if (zones.atMost < demanded) {
    const names = zones.known.length > 0 ? ` (${zones.known.join(", ")})` : "";
    const plural = zones.atMost === 1 ? "" : "s";
    report.violation(`${subject} lie in ${zones.atMost} Availability Zone${plural}${names}, not in ${demanded}`);
  } else {
    const onlyElsewhere = members.elsewhere > 0 && members.unknown === 0;
    report.undecided(
      `in which Availability Zones ${subject} lie`,
      onlyElsewhere ? "from this stack alone" : "before the update",
    );
  }
}

/**
 * Counts distinct zones, not what lies in them.
 *
 * A zone is given by name (`eu-west-1a`) or by id (`euw1-az1`). Which name goes with which id differs from account to
 * account, so of two subnets, one known by name and one by id, it stays open whether they share a zone:
 * https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function countZones({ found, elsewhere, unknown }: Members<Placed>): ZoneCount {
  const zones = found.map(({ props }) => ({
    name: text(ifKnown(() => props.availabilityZone)),
    id: text(ifKnown(() => props.availabilityZoneId)),
  }));
  const names = distinct(zones.map(({ name }) => name));
  const ids = distinct(zones.map(({ id }) => id));
  const idsWithoutName = distinct(zones.filter(({ name }) => name === undefined).map(({ id }) => id));
  const placeless = zones.filter(({ name, id }) => name === undefined && id === undefined).length;
  return {
    atLeast: Math.max(names.length, ids.length, found.length > 0 ? 1 : 0),
    atMost: names.length + idsWithoutName.length + placeless + elsewhere + unknown,
    known: [...names, ...idsWithoutName].sort(),
  };
}

/** A zone's name or id; what is no text, or an empty one, says nothing. */
function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
