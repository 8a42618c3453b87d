/** What the picture of a stack shows: only what its resources say. */
export interface Architecture {
  /** Left out where the stack has no edge: then nobody is seen to come in. */
  readonly distribution: Box | undefined;
  /** What the distribution reads the site from. */
  readonly sites: readonly Box[];
  readonly apis: readonly Box[];
  /** Functions that lie in no network. */
  readonly functions: readonly Box[];
  /** What is open to the internet and has no other place in the picture. */
  readonly exposed: readonly Box[];
  readonly network: Network | undefined;
  /** In the order in which a request takes them. */
  readonly flows: readonly Flow[];
}

/** Something with a name. Data is drawn in another shape than what computes. */
export interface Box {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly details: readonly string[];
  readonly isData: boolean;
}

export interface Network extends Box {
  readonly zones: readonly string[];
  readonly tiers: readonly Tier[];
}

/** Subnets with the same value of the tag `SubnetType`. */
export interface Tier {
  readonly name: string;
  /** How it reaches the internet. */
  readonly wayOut: string;
  readonly subnets: readonly { readonly zone: string; readonly cidr: string }[];
  /** What lies in one subnet, such as NAT gateways. */
  readonly inZone: readonly { readonly zone: string; readonly box: Box }[];
  /** What lies over several, in the order of the flows. */
  readonly bands: readonly Band[];
}

/** What has a place in several zones, and those parts of it whose zone is known. */
export interface Band extends Box {
  readonly zones: readonly string[];
  readonly parts: readonly { readonly zone: string; readonly name: string }[];
}

/** Whoever opens the site. */
export const viewer = "viewer";

/** Everyone, where something lets everyone in. */
export const internet = "internet";

/** From boxes to a box. */
export interface Flow {
  readonly from: readonly string[];
  readonly to: string;
  readonly label: string;
  /** It is from the internet, which something lets in: newly so, where the stack is compared. */
  readonly opening?: "known" | "new";
}

/** Every box of the picture, from the edge inwards. */
export function boxesOf({ distribution, sites, apis, functions, exposed, network }: Architecture): Box[] {
  return [
    ...(distribution ? [distribution] : []),
    ...sites,
    ...apis,
    ...functions,
    ...exposed,
    ...(network?.tiers ?? []).flatMap(({ inZone, bands }) => [...inZone.map(({ box }) => box), ...bands]),
  ];
}
