import { BlockList, isIPv4 } from "node:net";

/** An IPv4 block such as 10.0.16.0/20. */
export interface Cidr {
  readonly text: string;
  readonly address: string;
  /** Bits of the network part, 0 to 32. */
  readonly prefix: number;
}

/** The block that `text` writes, or undefined when it writes none. */
export function parseCidr(text: string): Cidr | undefined {
  const [, address = "", digits = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const prefix = Number(digits);
  return isIPv4(address) && prefix <= 32 ? { text, address, prefix } : undefined;
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  const block = new BlockList();
  block.addSubnet(outer.address, outer.prefix);
  return inner.prefix >= outer.prefix && block.check(inner.address);
}

/** Two blocks share an address only when one contains the other. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

/**
 * The /64 of a subnet: the one at `index` in the VPC's Amazon-provided /56.
 * Throws when the VPC has no such block or the /56 has no such /64 (it has 256).
 */
export function ipv6Subnet(vpcBlock: string, index: number): string {
  if (!vpcBlock.endsWith("/56")) throw new Error(`the VPC's IPv6 block must be a /56, got "${vpcBlock}"`);
  if (index > 0xff) throw new Error(`a /56 has 256 subnets, none for the index ${index}`);
  const [network = ""] = vpcBlock.split("::");
  const [a = "0", b = "0", c = "0", d = "0"] = network.split(":");
  return `${a}:${b}:${c}:${((parseInt(d, 16) & 0xff00) | index).toString(16)}::/64`;
}
