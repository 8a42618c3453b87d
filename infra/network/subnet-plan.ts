import { type Tier, type ZoneLetter, zoneLetters } from "../settings/network";

/**
 * The address plan: every (tier, zone letter) owns one slot of the VPC's block, whether it is in use or not.
 *
 * So adding a zone or a tier never moves a subnet that exists. In a /16, with zones a to f:
 *
 * | tier     | size | ranges                          |
 * |----------|------|---------------------------------|
 * | public   | /24  | 10.0.0.0, 10.0.1.0 ... 10.0.5.0 |
 * | isolated | /24  | 10.0.8.0 ... 10.0.13.0          |
 * | private  | /20  | 10.0.16.0 ... 10.0.96.0         |
 *
 * The rest, from 10.0.112.0 on, is free for tiers to come.
 */
const slots: Readonly<Record<Tier, { readonly extraBits: number; readonly first: number }>> = {
  public: { extraBits: 8, first: 0 },
  isolated: { extraBits: 8, first: 8 },
  private: { extraBits: 4, first: 1 },
};

/** The number of a zone's slot, from 1: the same whatever other zones there are. */
export const slotOf = (zone: ZoneLetter): number => zoneLetters.indexOf(zone) + 1;

/** The zones in the order of their letters, however a stack file states them. */
export const inOrder = (zones: readonly ZoneLetter[]): ZoneLetter[] =>
  zoneLetters.filter((letter) => zones.includes(letter));

/**
 * The CIDR block of a tier's subnet in a zone.
 *
 * @param vpcCidr IPv4 block with a prefix length of 16 to 20; a /20 gives subnets of /28, the smallest that AWS allows.
 */
export function subnetCidr(vpcCidr: string, tier: Tier, zone: ZoneLetter): string {
  const [address = "", prefix = ""] = vpcCidr.split("/");
  const { extraBits, first } = slots[tier];
  const length = Number(prefix) + extraBits;
  const base = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return `${dotted(base + (first + slotOf(zone) - 1) * 2 ** (32 - length))}/${length}`;
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
