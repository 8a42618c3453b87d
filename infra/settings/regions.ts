import { closest } from "fastest-levenshtein";
import type { Environment } from "./presets";
import { type ZoneLetter, zoneLetters } from "./network";
import { type Problem, problem, show } from "./problems";

/**
 * The letters of the availability zones that every account has, by region: all commercial ones, as of 2026-11.
 *
 * Source: "AWS Regions and Availability Zones", AWS Availability Zones and AZ IDs; and, for the letters, what
 * DescribeAvailabilityZones answers to accounts of 2018 and later. Tokyo's `b` is left to older accounts, and Montreal has no
 * `c`. Of Northern California's three zones an account has two, and which two differs.
 */
const letters: Readonly<Record<string, string>> = {
  "af-south-1": "abc",
  "ap-east-1": "abc",
  "ap-east-2": "abc",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
  "ap-northeast-3": "abc",
  "ap-south-1": "abc",
  "ap-south-2": "abc",
  "ap-southeast-1": "abc",
  "ap-southeast-2": "abc",
  "ap-southeast-3": "abc",
  "ap-southeast-4": "abc",
  "ap-southeast-5": "abc",
  "ap-southeast-6": "abc",
  "ap-southeast-7": "abc",
  "ca-central-1": "abd",
  "ca-west-1": "abc",
  "eu-central-1": "abc",
  "eu-central-2": "abc",
  "eu-north-1": "abc",
  "eu-south-1": "abc",
  "eu-south-2": "abc",
  "eu-west-1": "abc",
  "eu-west-2": "abc",
  "eu-west-3": "abc",
  "il-central-1": "abc",
  "me-central-1": "abc",
  "me-south-1": "abc",
  "mx-central-1": "abc",
  "sa-east-1": "abc",
  "us-east-1": "abcdef",
  "us-east-2": "abc",
  "us-west-1": "abc",
  "us-west-2": "abcd",
};

/** Regions of whose zones an account has some only, and how many. */
const zonesOfAnAccount: Readonly<Record<string, number>> = { "us-west-1": 2 };

const split = (text: string): ZoneLetter[] => zoneLetters.filter((letter) => text.includes(letter));

export const regions: readonly string[] = Object.keys(letters);

/** Letters of the zones of a region, in their order; none of a region that there is not. */
export const zonesOf = (region: string): readonly ZoneLetter[] => split(letters[region] ?? "");

/** The zones of a stack that states none: the first of its region, as many as its preset has. */
export const firstZones = (region: string, count: number): readonly ZoneLetter[] => zonesOf(region).slice(0, count);

/** What is wrong with a region; undefined is none at all. */
export function regionProblems(region: string | undefined): Problem[] {
  if (region !== undefined && regions.includes(region)) return [];
  const known = `a commercial region of AWS: ${regions.join(", ")}`;
  const isNew = /^[a-z]{2}-[a-z]+-\d$/.test(region ?? "");
  const news = isNew
    ? "; one that AWS has had only since 2026-11 is added, with its zones, to infra/settings/regions.ts"
    : "";
  const hint = region === undefined ? "" : `; did you mean "${closest(region.toLowerCase(), regions)}"?`;
  return [{ path: "aws:region", given: show(region), allowed: `${known}${news}${hint}`, example: '"eu-west-1"' }];
}

/** Zones with which production still has two when one fails. */
const zonesInProd = 3;

interface Place {
  readonly region: string;
  /** The preset that completes the stack. */
  readonly like: Environment;
  /** Whether the stack file says which zones. */
  readonly stated: boolean;
}

/** What is wrong with zones that each have a letter. */
export function zoneProblems(zones: readonly ZoneLetter[], { region, like, stated }: Place): Problem[] {
  const there = zonesOf(region);
  const most = zonesOfAnAccount[region] ?? there.length;
  const refuse = (allowed: string): Problem[] => [problem("network.zones", stated ? zones : undefined, allowed)];
  if (most < there.length && (!stated || zones.length > most)) {
    return refuse(
      `the ${most} of ${there.join(", ")} that your account has in ${region}: ` +
        `aws ec2 describe-availability-zones --region ${region}`,
    );
  }
  const absent = zones.filter((zone) => !there.includes(zone));
  if (absent.length > 0) return refuse(`letters of zones that ${region} has: ${there.join(", ")}`);
  const fewest = Math.min(zonesInProd, most);
  if (like === "prod" && zones.length < fewest) {
    return refuse(`at least ${fewest} of ${there.join(", ")} in prod, so that two are left when one fails`);
  }
  return [];
}
