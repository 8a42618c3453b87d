import type { QuotaName } from "./demands";

export type Tags = Readonly<Record<string, string>>;

/** What a region of the account has, of what quotas are about. */
export interface Inventory {
  readonly vpcs: readonly { readonly id: string; readonly tags: Tags }[];
  /** The VPCs that each is attached to. */
  readonly internetGateways: readonly { readonly vpcs: readonly string[] }[];
  readonly addresses: readonly { readonly tags: Tags }[];
  /** Those that count: pending, available and being deleted. */
  readonly natGateways: readonly { readonly vpc: string; readonly zone: string }[];
  readonly gatewayEndpoints: readonly { readonly vpc: string }[];
  /** What functions reserve, by their names. */
  readonly reserved: readonly { readonly name: string; readonly count: number }[];
}

/** The stack that is asked about, and the tags of its file. */
export interface Asking {
  readonly stack: string;
  /** What its names begin with: `prod-`, whatever a stack that was renamed is called. */
  readonly namesBeginWith: string;
  readonly tags: Tags;
}

/**
 * How many of something others than a stack have. What is the stack's is known by its names and tags: the network is called
 * `network` after what names begin with (infra/index.ts), and each resource has the stack's default tags.
 *
 * @param zone for a quota of each zone.
 */
export function usedByOthers(quota: QuotaName, inventory: Inventory, asking: Asking, zone?: string): number {
  const { namesBeginWith, tags } = asking;
  const name = `${namesBeginWith}network`;
  const isTagged = (own: Tags) => Object.entries(tags).every(([key, value]) => own[key] === value);
  const isOwnVpc = (id: string) =>
    inventory.vpcs.some((vpc) => vpc.id === id && vpc.tags["Name"] === name && isTagged(vpc.tags));
  const isOwnAddress = (own: Tags) => (own["Name"] ?? "").startsWith(`${name}-`) && isTagged(own);
  switch (quota) {
    case "vpcs":
      return inventory.vpcs.filter(({ id }) => !isOwnVpc(id)).length;
    case "internetGateways":
      return inventory.internetGateways.filter(({ vpcs }) => !vpcs.some(isOwnVpc)).length;
    case "addresses":
      return inventory.addresses.filter((address) => !isOwnAddress(address.tags)).length;
    case "natGateways":
      return inventory.natGateways.filter((gateway) => gateway.zone === zone && !isOwnVpc(gateway.vpc)).length;
    case "gatewayEndpoints":
      return inventory.gatewayEndpoints.filter(({ vpc }) => !isOwnVpc(vpc)).length;
    case "concurrency":
      return inventory.reserved
        .filter((each) => !each.name.startsWith(`${namesBeginWith}compute-`))
        .reduce((sum, { count }) => sum + count, 0);
    // Of a VPC and of a group that are the stack's alone.
    case "interfaceEndpoints":
    case "groupRules":
      return 0;
  }
}
