import { isIP } from "node:net";

/** Addresses of one family, from the first to the last. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** The addresses of a CIDR block in any spelling, whatever its host bits; undefined for what is none. */
export function addressesOf(cidr: unknown): AddressRange | undefined {
  const [, address = "", length = ""] = /^\s*([\da-f:.]+)\/(\d+)\s*$/i.exec(String(cidr)) ?? [];
  const family = isIP(address);
  if (family !== 4 && family !== 6) return undefined;
  const bits = family === 4 ? 32 : 128;
  const prefix = Number(length);
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const number = family === 4 ? ipv4(address) : ipv6(address);
  const first = number - (number % size);
  return { family, first, last: first + size - 1n };
}

/**
 * Whether the addresses are, together, those of everyone: half or more of what the internet uses of a family. That is all of
 * IPv4, and of IPv6 `2000::/3` (IANA, "IPv6 Global Unicast Address Space"). Less than `0.0.0.0/0` may so be everyone too:
 * `0.0.0.0/1` and `128.0.0.0/1`, or all of it but one address.
 */
export function areEveryone(cidrs: readonly unknown[]): boolean {
  const ranges = cidrs.flatMap((cidr) => addressesOf(cidr) ?? []);
  return internet.some(
    (whole) =>
      2n *
        countWithin(
          whole,
          ranges.filter(({ family }) => family === whole.family),
        ) >=
      count(whole),
  );
}

const count = ({ first, last }: AddressRange): bigint => last - first + 1n;

/** How many addresses of the whole the ranges hold, each counted once. */
function countWithin(whole: AddressRange, ranges: readonly AddressRange[]): bigint {
  let counted = 0n;
  let next = whole.first;
  for (const { first, last } of [...ranges].sort((one, other) => (one.first < other.first ? -1 : 1))) {
    const from = first > next ? first : next;
    const to = last < whole.last ? last : whole.last;
    if (to < from) continue;
    counted += to - from + 1n;
    next = to + 1n;
  }
  return counted;
}

const ipv4 = (address: string): bigint => address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);

/** Of an address that `net.isIP` takes: eight groups, of which `::` leaves out some, the last two perhaps as IPv4. */
function ipv6(address: string): bigint {
  const [head = [], tail = []] = address.split("::").map((half) => half.split(":").flatMap(groups));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0n);
  return [...head, ...zeros, ...tail].reduce((sum, group) => sum * 65536n + group, 0n);
}

function groups(part: string): readonly bigint[] {
  if (part === "") return [];
  if (!part.includes(".")) return [BigInt(`0x${part}`)];
  const number = ipv4(part);
  return [number / 65536n, number % 65536n];
}

const internet = ["0.0.0.0/0", "2000::/3"].flatMap((cidr) => addressesOf(cidr) ?? []);
