import assert from "node:assert/strict";
import fc from "fast-check";
import { subnetCidr } from "../../../infra/network/subnet-plan";
import { type Tier, tiers, type ZoneLetter, zoneLetters } from "../../../infra/settings/network";

const zones = fc.shuffledSubarray([...zoneLetters], { minLength: 2 });
const someTiers = fc.shuffledSubarray([...tiers], { minLength: 1 });
/** Any VPC block that the settings allow: an aligned block of /16 to /20. */
const vpc = fc.tuple(fc.integer({ min: 16, max: 20 }), fc.nat({ max: 0xffff })).map(([prefix, seed]) => {
  const host = (seed * 2 ** (32 - prefix)) % 2 ** 24;
  return `10.${(host >>> 16) & 255}.${(host >>> 8) & 255}.${host & 255}/${prefix}`;
});

interface Range {
  readonly first: number;
  readonly last: number;
}

function range(cidr: string): Range {
  const [address = "", prefix = ""] = cidr.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(prefix)) - 1 };
}

function plan(block: string, ofTiers: readonly Tier[], ofZones: readonly ZoneLetter[]): Map<string, string> {
  return new Map(ofTiers.flatMap((t) => ofZones.map((z) => [`${t}-${z}`, subnetCidr(block, t, z)] as const)));
}

describe("subnetCidr", () => {
  it("follows the documented plan of a /16", () => {
    assert.equal(subnetCidr("10.0.0.0/16", "public", "a"), "10.0.0.0/24");
    assert.equal(subnetCidr("10.0.0.0/16", "public", "f"), "10.0.5.0/24");
    assert.equal(subnetCidr("10.0.0.0/16", "isolated", "a"), "10.0.8.0/24");
    assert.equal(subnetCidr("10.0.0.0/16", "isolated", "f"), "10.0.13.0/24");
    assert.equal(subnetCidr("10.0.0.0/16", "private", "a"), "10.0.16.0/20");
    assert.equal(subnetCidr("10.0.0.0/16", "private", "f"), "10.0.96.0/20");
  });

  it("keeps every subnet inside the VPC and apart from every other", () => {
    fc.assert(
      fc.property(vpc, (block) => {
        const whole = range(block);
        const ranges = [...plan(block, tiers, zoneLetters).values()].map(range).sort((a, b) => a.first - b.first);
        ranges.reduce((previous, next) => {
          assert.ok(previous.last < next.first, `overlap in ${block}`);
          return next;
        });
        for (const { first, last } of ranges) assert.ok(first >= whole.first && last <= whole.last);
      }),
    );
  });

  it("gives aligned blocks that AWS accepts: /16 to /28", () => {
    fc.assert(
      fc.property(vpc, (block) => {
        for (const cidr of plan(block, tiers, zoneLetters).values()) {
          const { first, last } = range(cidr);
          const size = last - first + 1;
          assert.equal(first % size, 0, cidr);
          assert.ok(size >= 16 && size <= 2 ** 16, cidr);
        }
      }),
    );
  });

  it("moves no subnet when zones or tiers are added", () => {
    fc.assert(
      fc.property(vpc, someTiers, someTiers, zones, zones, (block, before, moreTiers, first, moreZones) => {
        const old = plan(block, before, first);
        const grown = plan(block, [...new Set([...before, ...moreTiers])], [...new Set([...first, ...moreZones])]);
        for (const [key, cidr] of old) assert.equal(grown.get(key), cidr);
      }),
    );
  });
});
