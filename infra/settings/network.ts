import { z } from "zod";
import { described, distinct, logRetention, report } from "./common";
import { endpointProblem } from "./offers";

export const zoneLetters = ["a", "b", "c", "d", "e", "f"] as const;
export const tiers = ["public", "private", "isolated"] as const;

/** RFC 1918's private ranges and RFC 6598's shared one. */
const cidr =
  /^(10\.\d{1,3}|172\.(1[6-9]|2\d|3[01])|192\.168|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.\d{1,3}\.\d{1,3}\/(1[6-9]|20)$/;

export const networkSettings = z.strictObject({
  cidrBlock: described(
    z
      .string()
      .regex(cidr, "a private IPv4 block with a prefix length of 16 to 20")
      .refine(isNetworkAddress, "the first address of its block (no host bits set)"),
    "IPv4 block of the VPC. It cannot be changed later without replacing the network.",
    "10.0.0.0/16",
  ),
  zones: described(
    z.array(z.enum(zoneLetters)).min(2).max(zoneLetters.length).refine(distinct, "each zone once"),
    "Letters of the availability zones in the stack's region, at least two, in prod three. Default: the region's first, as many as the preset has. Add a letter at the end: each owns its own address ranges, so no other moves.",
    ["a", "b"],
  ),
  tiers: described(
    z.array(z.enum(tiers)).min(1).refine(distinct, "each tier once"),
    "Subnet tiers: `public` holds the edge of the VPC, `private` the compute, `isolated` the data (no route out).",
    ["public", "private", "isolated"],
  ),
  natGateways: described(
    z.enum(["none", "single", "per-zone"]),
    "How private subnets reach the internet: not at all, through one NAT gateway, or through one in every zone; prod's rules refuse `single`.",
    "per-zone",
  ),
  interfaceEndpoints: described(
    z
      .array(z.string().superRefine((name, context) => report(context, endpointProblem(name))))
      .refine(distinct, "each service once"),
    "AWS services reached by interface endpoints in the private subnets. The S3 gateway endpoint is always there and free. An endpoint lets through the account's own, where its service takes a policy.",
    ["secretsmanager", "ssm"],
  ),
  flowLogs: z.strictObject({
    trafficType: described(z.enum(["ACCEPT", "REJECT", "ALL"]), "Which traffic the flow logs record.", "ALL"),
    retentionDays: logRetention,
  }),
});

function isNetworkAddress(block: string): boolean {
  const [address = "", prefix = ""] = block.split("/");
  const octets = address.split(".").map(Number);
  if (octets.length !== 4 || octets.some((octet) => octet > 255)) return false;
  const value = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return value % 2 ** (32 - Number(prefix)) === 0;
}

export type NetworkSettings = z.output<typeof networkSettings>;
export type ZoneLetter = (typeof zoneLetters)[number];
export type Tier = (typeof tiers)[number];
export type NatGateways = NetworkSettings["natGateways"];
