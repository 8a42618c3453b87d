import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { formerName, label } from "../names";
import type { NatGateways, Tier, ZoneLetter } from "../settings";
import { formerlyOfAwsx, type Former } from "./former-names";
import { inOrder, slotOf, subnetCidr } from "./subnet-plan";

interface SubnetsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly internetGatewayId: pulumi.Input<string>;
  readonly cidrBlock: string;
  readonly region: string;
  readonly tiers: readonly Tier[];
  readonly zones: readonly ZoneLetter[];
  readonly natGateways: NatGateways;
  /** Short name of the service that the gateway endpoint leads to: `com.amazonaws.eu-west-1.s3`. */
  readonly gatewayService: string;
  /** URN of the network, below which awsx had the subnets once. */
  readonly networkUrn: pulumi.Input<string>;
}

/** A subnet with its routes. */
interface Placed {
  readonly tier: Tier;
  readonly subnet: aws.ec2.Subnet;
  readonly routeTable: aws.ec2.RouteTable;
}

const anywhere = "0.0.0.0/0";
const typeTags: Readonly<Record<Tier, string>> = { public: "Public", private: "Private", isolated: "Isolated" };

/**
 * A subnet for each tier and zone, with a route table of its own: to the internet gateway from public ones, and to a NAT gateway, where
 * there is one, from private ones; and a gateway endpoint in all of the tables.
 *
 * Addresses and names are those of the zone's letter, and so are a NAT gateway's. So the order in which zones are stated changes
 * nothing, and a zone that comes or goes leaves all others as they are; but for a single NAT gateway, which is in the first zone.
 */
export class Subnets extends pulumi.ComponentResource {
  /** The gateway endpoint. */
  readonly gatewayEndpointId: pulumi.Output<string>;
  private readonly placed: readonly Placed[];
  /** Known when every subnet has its ways out. */
  private readonly ready: pulumi.Output<unknown>;

  constructor(name: string, args: SubnetsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:network:Subnets", name, {}, opts);
    const zones = inOrder(args.zones).map((zone) => this.zone(name, zone, args));
    this.placed = zones.flatMap(({ placed }) => placed);
    const { nat: only } = zones[0] ?? {};
    const routes = zones.flatMap(({ placed, nat, former, suffix }) =>
      placed.flatMap(({ tier, routeTable }) => {
        const way = wayOut(tier, args, nat ?? only);
        if (way === undefined) return [];
        return new aws.ec2.Route(
          `${name}-${tier}-${suffix}`,
          { routeTableId: routeTable.id, destinationCidrBlock: anywhere, ...way },
          { parent: this, ...former("route", tier) },
        );
      }),
    );
    const endpoint = new aws.ec2.VpcEndpoint(
      args.gatewayService,
      {
        vpcId: args.vpcId,
        serviceName: args.gatewayService,
        vpcEndpointType: "Gateway",
        routeTableIds: this.placed.map(({ routeTable }) => routeTable.id),
        tags: { Name: label(name) },
      },
      { parent: this, ...formerlyOfAwsx(args.networkUrn, "endpoint", args.gatewayService) },
    );
    this.gatewayEndpointId = endpoint.id;
    const associations = zones.flatMap((zone) => zone.associations);
    this.ready = pulumi.all([...routes, ...associations, endpoint].map(({ id }) => id));
    this.registerOutputs();
  }

  /** Ids of a tier's subnets, in the order of their letters. Who waits for them waits for their ways out too. */
  ids(tier: Tier): pulumi.Output<string[]> {
    return this.each(tier, ({ id }) => id);
  }

  /** Ids of their zones, such as `euw1-az2`: unlike names, they mean the same zone in every account. */
  zoneIds(tier: Tier): pulumi.Output<string[]> {
    return this.each(tier, ({ availabilityZoneId }) => availabilityZoneId);
  }

  private each(tier: Tier, of: (subnet: aws.ec2.Subnet) => pulumi.Output<string>): pulumi.Output<string[]> {
    const own = this.placed.filter((placed) => placed.tier === tier).map(({ subnet }) => of(subnet));
    return pulumi.all([pulumi.all(own), this.ready]).apply(([values]) => values);
  }

  private zone(name: string, zone: ZoneLetter, args: SubnetsArgs) {
    const suffix = slotOf(zone);
    const former = (kind: Former, tier?: Tier) =>
      formerlyOfAwsx(
        args.networkUrn,
        kind,
        [formerName(name), tier, args.zones.indexOf(zone) + 1].filter(Boolean).join("-"),
      );
    const associations: aws.ec2.RouteTableAssociation[] = [];
    const placed = args.tiers.map((tier): Placed => {
      const own = `${name}-${tier}-${suffix}`;
      const tags = { Name: label(own), SubnetType: typeTags[tier] };
      const subnet = new aws.ec2.Subnet(
        own,
        {
          vpcId: args.vpcId,
          availabilityZone: `${args.region}${zone}`,
          cidrBlock: subnetCidr(args.cidrBlock, tier, zone),
          // Load balancers and NAT gateways bring their own addresses (EC2.15).
          mapPublicIpOnLaunch: false,
          tags,
        },
        { parent: this, ...former("subnet", tier) },
      );
      const routeTable = new aws.ec2.RouteTable(
        own,
        // Where nothing leads out, routes that somebody adds are seen, and taken away.
        { vpcId: args.vpcId, tags, ...(leadsOut(tier, args) ? {} : { routes: [] }) },
        { parent: this, ...former("routeTable", tier) },
      );
      associations.push(
        new aws.ec2.RouteTableAssociation(
          own,
          { routeTableId: routeTable.id, subnetId: subnet.id },
          { parent: this, ...former("association", tier) },
        ),
      );
      return { tier, subnet, routeTable };
    });
    const host = placed.find(({ tier }) => tier === "public")?.subnet;
    const hasNat =
      args.natGateways === "per-zone" || (args.natGateways === "single" && zone === inOrder(args.zones)[0]);
    const nat = hasNat && host ? this.nat(`${name}-${suffix}`, host, former) : undefined;
    return { suffix, former, associations, placed, nat };
  }

  private nat(
    name: string,
    host: aws.ec2.Subnet,
    former: (kind: Former) => Pick<pulumi.CustomResourceOptions, "aliases">,
  ): aws.ec2.NatGateway {
    const tags = { Name: label(name) };
    const address = new aws.ec2.Eip(name, { tags }, { parent: this, ...former("address") });
    return new aws.ec2.NatGateway(
      name,
      { subnetId: host.id, allocationId: address.allocationId, tags },
      { parent: this, ...former("nat") },
    );
  }
}

/** Whether a tier's traffic has a way to the internet at all. */
const leadsOut = (tier: Tier, { natGateways }: SubnetsArgs): boolean =>
  tier === "public" || (tier === "private" && natGateways !== "none");

/** Where a tier's traffic to the internet goes; undefined where it has no way there. */
function wayOut(tier: Tier, { internetGatewayId }: SubnetsArgs, nat: aws.ec2.NatGateway | undefined) {
  if (tier === "public") return { gatewayId: internetGatewayId };
  return tier === "private" && nat ? { natGatewayId: nat.id } : undefined;
}
