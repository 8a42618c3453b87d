import type { ZoneLetter } from "../../infra/settings";
import type { Known } from "./known";
import { blocker, type Line, note, ok } from "./line.mjs";

/** How EC2 calls the state of a region in an account (DescribeRegions, OptInStatus). */
export type OptIn = "opt-in-not-required" | "opted-in" | "not-opted-in";

/** Whether the account has the region. AWS answers in one that it has not as if the credentials were wrong. */
export function regionLine(region: string, optIn: Known<string | undefined>): Line {
  const what = "region";
  if (optIn.unknown !== undefined) return note(what, `${region}, not asked: ${optIn.unknown}`);
  if (optIn.known === undefined) return blocker(what, `AWS has no ${region}`, "state another aws:region");
  if (optIn.known !== "not-opted-in") return ok(what, region);
  return blocker(what, `${region} is not enabled`, `aws account enable-region --region-name ${region}`);
}

/** A zone as the account sees it. */
export interface Zone {
  readonly name: string;
  readonly state: string;
}

interface Wanted {
  readonly stack: string;
  readonly region: string;
  readonly zones: readonly ZoneLetter[];
}

/** Whether the account has the zones that the stack lies in: older accounts, and newer ones, may not have every letter. */
export function zonesLine({ stack, region, zones }: Wanted, found: Known<readonly Zone[]>): Line {
  const what = "zones";
  if (found.unknown !== undefined) return note(what, `not asked: ${found.unknown}`);
  const there = found.known.filter(({ state }) => state === "available").map(({ name }) => name);
  const wanted = zones.map((letter) => `${region}${letter}`);
  const absent = wanted.filter((name) => !there.includes(name));
  if (absent.length === 0) return ok(what, wanted.join(", "));
  return blocker(
    what,
    `the account has no ${absent.join(", ")}, but ${there.join(", ")}`,
    `state other letters in web-platform:network.zones of Pulumi.${stack}.yaml`,
  );
}
