import type { SubnetSpec, VpcArguments } from "./arguments";
import { ipv6Subnet } from "./cidr";
import { idOf, planned, Reference, type Identity, type Planned } from "./planned";
import { specName } from "./spec";
import { merged, type Tags } from "./tags";

export interface PlannedSubnet {
  readonly type: SubnetSpec["type"];
  readonly zone: string;
  readonly subnet: Identity<"Subnet">;
  readonly routeTable: Identity<"RouteTable">;
  /** The subnet and all that exists for it, each after those that it refers to. */
  readonly resources: readonly Planned[];
}

/** What all subnets of a VPC share. */
interface Surroundings {
  readonly vpc: Identity<"Vpc">;
  readonly internetGateway: Identity<"InternetGateway">;
  readonly tags: Tags;
}

/** Where one subnet stands: in which zone and of which spec, with the positions of both, from 0. */
interface Place {
  readonly zone: string;
  readonly zoneIndex: number;
  readonly spec: SubnetSpec;
  readonly specIndex: number;
}

const order: readonly SubnetSpec["type"][] = ["Public", "Private", "Isolated"];
const EVERYWHERE = "0.0.0.0/0";

/**
 * The subnets, but for those that are to stay unused, zone by zone, within a zone public, private, isolated (specs of one type as they were given).
 * Names end in the zone's position (1, 2, ...), so a zone added at the end renames nothing.
 */
export function planSubnets(name: string, args: VpcArguments, around: Surroundings): PlannedSubnet[] {
  const specs = args.subnetSpecs
    .filter(({ type }) => type !== "Unused")
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  return args.availabilityZoneNames.flatMap((zone, zoneIndex) =>
    specs.map((spec, specIndex) => planSubnet(name, args, { zone, zoneIndex, spec, specIndex }, around)),
  );
}

function planSubnet(vpcName: string, args: VpcArguments, at: Place, around: Surroundings): PlannedSubnet {
  const { zone, zoneIndex, spec } = at;
  const name = `${vpcName}-${specName(spec)}-${zoneIndex + 1}`;
  const own = { Name: name, SubnetType: spec.type };
  const subnet = planned("Subnet", name, around.vpc, {
    vpcId: idOf(around.vpc),
    availabilityZone: zone,
    cidrBlock: spec.cidrBlocks[zoneIndex],
    mapPublicIpOnLaunch: spec.type === "Public",
    ...ipv6Of(args, at, around.vpc),
    tags: merged(around.tags, spec.tags, own),
  });
  const routeTable = planned("RouteTable", name, subnet, {
    vpcId: idOf(around.vpc),
    tags: merged(around.tags, own),
  });
  const association = planned("RouteTableAssociation", name, routeTable, {
    routeTableId: idOf(routeTable),
    subnetId: idOf(subnet),
  });
  const nat = hostsNatGateway(args, at) ? planNatGateway(natName(vpcName, args, at), args, subnet) : [];
  const route = planRoute(routeTable, wayOut(vpcName, args, at, around.internetGateway));
  return { type: spec.type, zone, subnet, routeTable, resources: [subnet, routeTable, association, ...nat, ...route] };
}

/** With IPv6, each subnet takes the /64 that its position counts out: all zones of the first spec, then the next. */
function ipv6Of(args: VpcArguments, at: Place, vpc: Identity<"Vpc">) {
  if (!args.assignGeneratedIpv6CidrBlock) return { assignIpv6AddressOnCreation: false };
  const index = at.zoneIndex + at.specIndex * args.availabilityZoneNames.length;
  return {
    assignIpv6AddressOnCreation: true,
    ipv6CidrBlock: new Reference(vpc, "ipv6CidrBlock", (block) => ipv6Subnet(block, index)),
  };
}

/** The first public subnet of every zone, or of the first zone only. Specs are in order, so it has position 0. */
function hostsNatGateway({ natGateways: { strategy } }: VpcArguments, at: Place): boolean {
  return at.specIndex === 0 && (strategy === "OnePerAz" || (strategy === "Single" && at.zoneIndex === 0));
}

/** The NAT gateway that serves the subnet's zone. */
function natName(vpcName: string, { natGateways: { strategy } }: VpcArguments, at: Place): string {
  return `${vpcName}-${strategy === "Single" ? 1 : at.zoneIndex + 1}`;
}

function planNatGateway(name: string, args: VpcArguments, subnet: Identity<"Subnet">): Planned[] {
  const tags = merged(args.tags, { Name: name });
  const address = planned("Eip", name, subnet, { tags });
  const allocationId = new Reference(address, "allocationId");
  return [address, planned("NatGateway", name, subnet, { subnetId: idOf(subnet), allocationId, tags })];
}

/** Where a subnet's traffic to the internet goes; undefined when it has no way there. */
function wayOut(vpcName: string, args: VpcArguments, at: Place, internetGateway: Identity<"InternetGateway">) {
  const { type } = at.spec;
  if (type === "Public") return { gatewayId: idOf(internetGateway) };
  if (type === "Isolated" || args.natGateways.strategy === "None") return undefined;
  return { natGatewayId: idOf({ kind: "NatGateway", name: natName(vpcName, args, at) }) };
}

function planRoute(routeTable: Identity<"RouteTable">, target: ReturnType<typeof wayOut>): Planned[] {
  if (!target) return [];
  const inputs = { routeTableId: idOf(routeTable), destinationCidrBlock: EVERYWHERE, ...target };
  return [planned("Route", routeTable.name, routeTable, inputs)];
}
