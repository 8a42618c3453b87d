import type {
  DefaultRouteTableState,
  InternetGatewayState,
  MainRouteTableAssociationState,
  RouteState,
  RouteTableAssociationState,
  RouteTableState,
  SubnetState,
  VpcState,
} from "@pulumi/aws/ec2";

import { isStated } from "../frame/inputs";
import type { Stack, StackResource } from "../frame/stack";
import { ifKnown } from "../frame/unknown";
import { subnetsOf } from "./subnets";

type Table = StackResource<RouteTableState> | StackResource<DefaultRouteTableState>;
type Vpc = StackResource<VpcState>;

/** Of these a rule has to ask for the inputs: a preview shows no list of routes of which one is unknown. */
export const routeTables = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"] as const;

/** A route as a table states it, or as a resource of its own does. */
interface Route {
  readonly cidrBlock?: string | undefined;
  readonly ipv6CidrBlock?: string | undefined;
  readonly destinationCidrBlock?: string | undefined;
  readonly destinationIpv6CidrBlock?: string | undefined;
  readonly gatewayId?: string | undefined;
}

const destinations = ["cidrBlock", "ipv6CidrBlock", "destinationCidrBlock", "destinationIpv6CidrBlock"] as const;

/** The routes of a stack, as far as they lead to the internet. */
export class InternetRoutes {
  private readonly vpcs: readonly Vpc[];
  private readonly subnets: readonly StackResource<SubnetState>[];
  private readonly tables: readonly Table[];
  private readonly gateways: readonly StackResource<InternetGatewayState>[];

  constructor(private readonly stack: Stack) {
    this.vpcs = stack.ofType<VpcState>("aws:ec2/vpc:Vpc");
    this.subnets = subnetsOf(stack);
    this.tables = routeTables.flatMap((type) => stack.ofType<RouteTableState>(type));
    this.gateways = stack.ofType<InternetGatewayState>("aws:ec2/internetGateway:InternetGateway");
  }

  /**
   * Whether the subnet's route table sends what has no other way to an internet gateway: the table that it is associated with,
   * else the main one of its VPC. Undefined where only the update tells, or another stack. A VPC of the stack whose main table
   * nobody touches leads nowhere; the default VPC leads out.
   */
  leadsOut(subnet: StackResource<SubnetState>): boolean | undefined {
    const associations = this.stack
      .ofType<RouteTableAssociationState>("aws:ec2/routeTableAssociation:RouteTableAssociation")
      .filter((association) => "subnetId" in association.props)
      .map((association) => ({ association, of: this.stack.reference(association, "subnetId", this.subnets) }));
    const own = associations.find(({ of }) => of === subnet)?.association;
    if (own) return this.tableLeadsOut(this.stack.reference(own, "routeTableId", this.tables));
    if (associations.some(({ of }) => of === undefined)) return undefined;
    if (subnet.type === "aws:ec2/defaultSubnet:DefaultSubnet") return true;
    const vpc = this.stack.reference(subnet, "vpcId", this.vpcs);
    if (!(vpc instanceof Object)) return undefined;
    const main = this.mainTable(vpc);
    return main === "untouched" ? false : this.tableLeadsOut(main);
  }

  /** The main table of a VPC in the stack: another than AWS made it, or that one taken over, or that one as it is. */
  private mainTable(vpc: Vpc): Table | string | undefined {
    const main = this.stack
      .ofType<MainRouteTableAssociationState>("aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation")
      .find((association) => this.stack.reference(association, "vpcId", this.vpcs) === vpc);
    if (main) return this.stack.reference(main, "routeTableId", this.tables);
    const ofVpc = ifKnown(() => vpc.props.defaultRouteTableId);
    const taken = this.stack
      .ofType<DefaultRouteTableState>("aws:ec2/defaultRouteTable:DefaultRouteTable")
      .find(
        (table) =>
          this.stack.reference(table, "defaultRouteTableId", this.vpcs) === vpc ||
          (ofVpc !== undefined && ifKnown(() => table.props.defaultRouteTableId) === ofVpc),
      );
    return taken ?? "untouched";
  }

  private tableLeadsOut(table: Table | string | undefined): boolean | undefined {
    if (!(table instanceof Object)) return undefined;
    const inline = (ifKnown(() => this.stack.stated(table)["routes"]) ?? []) as readonly Route[];
    const gateway = this.stack.reference(table, "routes", this.gateways);
    const verdicts = [
      ...inline.map((route) => goesOut(route, ifKnown(() => route.gatewayId) ?? gateway)),
      ...this.stack.ofType<RouteState>("aws:ec2/route:Route").map((route) => {
        const of = this.stack.reference(route, "routeTableId", this.tables);
        if (of !== table && of !== undefined) return false;
        const out = goesOut(route.props, this.stack.reference(route, "gatewayId", this.gateways));
        return of === table || out === false ? out : undefined;
      }),
    ];
    if (verdicts.includes(true)) return true;
    return verdicts.includes(undefined) ? undefined : false;
  }
}

/** Whether a route sends all to an internet gateway; `gateway` is what its `gatewayId` names, as far as that is known. */
function goesOut(route: Route, gateway: object | string | undefined): boolean | undefined {
  if (!isStated(route, "gatewayId")) return false;
  const targets = destinations.filter((name) => isStated(route, name)).map((name) => ifKnown(() => route[name]));
  const isDefault = targets.some((target) => target === "0.0.0.0/0" || target === "::/0");
  if (!isDefault) return targets.includes(undefined) ? undefined : false;
  if (gateway instanceof Object) return true;
  return gateway === undefined ? undefined : gateway.startsWith("igw-");
}
