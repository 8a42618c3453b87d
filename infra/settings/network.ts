import { z } from "zod";
import { described, distinct, logRetention, report } from "./common";
import { endpointProblem, endpoints } from "./offers";

export const zoneLetters = ["a", "b", "c", "d", "e", "f"] as const;
export const tiers = ["public", "private", "isolated"] as const;

const octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
/** RFC 1918's private ranges and RFC 6598's shared one. */
const ranges = `10\\.${octet}|172\\.(1[6-9]|2\\d|3[01])|192\\.168|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])`;
/** How the blocks of each length end that begin where they should. */
const ends = [16, 17, 18, 19, 20].map((length) => {
  const size = 2 ** (24 - length);
  const thirds = Array.from({ length: 256 / size }, (_, index) => index * size);
  return `(${thirds.join("|")})\\.0/${length}`;
});
const cidr = new RegExp(`^(${ranges})\\.(${ends.join("|")})$`);

export const networkSettings = z
  .strictObject({
    cidrBlock: described(
      z
        .string()
        .regex(cidr, "a private IPv4 block with a prefix length of 16 to 20, by its first address (no host bits set)"),
      "IPv4 block of the VPC.",
      "10.0.0.0/16",
      {
        replaces:
          "the VPC and its subnets; a database or a cache does not move to the new ones: with either the deployment fails, and a new stack is the way",
      },
    ),
    zones: described(
      distinct(z.array(z.enum(zoneLetters)).min(2).max(zoneLetters.length), "each zone once"),
      "Letters of the availability zones in the stack's region, at least two, in prod three. Default: the region's first, as many as the preset has. Each owns its address ranges and names: in whatever order they are stated, no zone moves when another comes or goes.",
      ["a", "b"],
    ),
    tiers: described(
      distinct(z.array(z.enum(tiers)).min(1), "each tier once"),
      "Subnet tiers: `public` holds the edge of the VPC, `private` the compute, `isolated` the data (no route out).",
      ["public", "private", "isolated"],
    ),
    natGateways: described(
      z.enum(["none", "single", "per-zone"]),
      "How private subnets reach the internet: not at all, through one NAT gateway, or through one in every zone.",
      "per-zone",
    ),
    interfaceEndpoints: described(
      distinct(
        z.array(
          z
            .string()
            .superRefine((name, context) => report(context, endpointProblem(name)))
            .meta({ enum: endpoints, errorMessage: "services with an endpoint com.amazonaws.<region>.<name>" }),
        ),
        "each service once",
      ),
      "AWS services reached by interface endpoints in the private subnets. The S3 gateway endpoint is always there and free. An endpoint lets through the account's own, where its service takes a policy.",
      ["ssm", "ssmmessages"],
    ),
    flowLogs: z.strictObject({
      trafficType: described(z.enum(["ACCEPT", "REJECT", "ALL"]), "Which traffic the flow logs record.", "ALL", {
        replaces: "the flow log, which writes to the same group",
      }),
      retentionDays: logRetention,
    }),
  })
  .meta({ description: "The VPC: its addresses, zones and tiers, and the ways out of it." });

export type NetworkSettings = z.output<typeof networkSettings>;
export type ZoneLetter = (typeof zoneLetters)[number];
export type Tier = (typeof tiers)[number];
export type NatGateways = NetworkSettings["natGateways"];
