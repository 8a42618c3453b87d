/** What a rule of a security group or network ACL is about. */
export interface Traffic {
  /** By name where it has ports or types: `tcp`, `udp`, `icmp`, `icmpv6`. Else its number; `-1` for every one. */
  readonly protocol: string;
  /** Ports; of ICMP the types. */
  readonly from: number;
  readonly to: number;
}

/** What may be let in, by the protocol's name: ports, or types of ICMP. */
export type Allowed = Readonly<Record<string, readonly number[]>>;

/**
 * Messages of ICMP that tell of packets which do not arrive, such as one that is too big for a path: without them connections
 * hang (RFC 4890, 4.3.1; EC2 User Guide, "Path MTU Discovery").
 */
export const pathErrors: Allowed = { icmp: [3], icmpv6: [1, 2, 3, 4] };

const names: Readonly<Record<string, string>> = {
  all: "-1",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
  icmpv4: "icmp",
  "ipv6-icmp": "icmpv6",
};

/** The highest of what a protocol tells apart. */
const highest: Readonly<Record<string, number>> = { tcp: 65_535, udp: 65_535, icmp: 255, icmpv6: 255 };

/**
 * What a rule with this protocol and these bounds is about. Bounds of a protocol that is neither TCP, UDP nor ICMP mean nothing
 * (EC2 API Reference, IpPermission). Without bounds, or from -1, all is meant. Of ICMP the lower bound is the type and the upper
 * one the code, which is passed over.
 */
export function trafficOf(protocol: string | number | undefined, fromPort: unknown, toPort: unknown): Traffic {
  const given = String(protocol ?? "-1")
    .trim()
    .toLowerCase();
  const name = names[given] ?? given;
  const last = highest[name];
  if (last === undefined) return { protocol: name, from: 0, to: 65_535 };
  const from = fromPort === undefined ? -1 : Number(fromPort);
  const to = toPort === undefined ? -1 : Number(toPort);
  if (name.startsWith("icmp"))
    return from >= 0 ? { protocol: name, from, to: from } : { protocol: name, from: 0, to: last };
  if (!(from >= 0 && to >= 0)) return { protocol: name, from: 0, to: last };
  return { protocol: name, from: Math.min(from, to), to: Math.max(from, to) };
}

/** The first port, or type, that is not allowed; undefined where all are. */
export function firstForbidden({ protocol, from, to }: Traffic, allowed: Allowed): number | undefined {
  const ports = allowed[protocol] ?? [];
  for (let port = from; port <= to; port++) if (!ports.includes(port)) return port;
  return undefined;
}

/** Whether the traffic to a port of a protocol is a part. */
export const includes = ({ protocol, from, to }: Traffic, other: string, port: number): boolean =>
  protocol === "-1" || (protocol === other && from <= port && port <= to);

/** As a finding tells it: `port 22`, `ports 80 to 443`, `every port`, `ICMP type 8`. */
export function shownTraffic({ protocol, from, to }: Traffic): string {
  const isAll = from === 0 && to === (highest[protocol] ?? to);
  if (protocol.startsWith("icmp")) {
    const name = protocol === "icmp" ? "ICMP" : "ICMPv6";
    return isAll ? `every type of ${name}` : `type ${from} of ${name}`;
  }
  if (protocol === "-1") return "every port";
  const way =
    protocol === "tcp"
      ? ""
      : ` of ${highest[protocol] === undefined ? `protocol ${protocol}` : protocol.toUpperCase()}`;
  if (isAll) return `every port${way}`;
  return from === to ? `port ${from}${way}` : `ports ${from} to ${to}${way}`;
}
