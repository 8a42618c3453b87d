import type {
  NatGatewayState,
  RouteState,
  RouteTableArgs,
  RouteTableAssociationState,
  RouteTableState,
  SubnetState,
} from "@pulumi/aws/ec2";

import { isGiven } from "../../aws/spelled";
import { elements } from "../../frame/elements";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import type { Stack, StackResource } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

type Subnet = StackResource<SubnetState>;
type Nat = StackResource<NatGatewayState>;

const TABLE = "aws:ec2/routeTable:RouteTable";

/**
 * The loss of a zone takes the way out from its own subnets only, and no traffic is paid for between zones.
 *
 * Judged are routes to NAT gateways of the stack, in their table or by themselves: each subnet of such a route lies in its gateway's zone. A regional NAT
 * gateway is in every zone. A network without NAT gateways has no such way to lose.
 */
export const vpcNatPerZone = rule({
  name: "vpc-nat-per-zone",
  description: "Subnets go out by a NAT gateway in their own Availability Zone.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("REL10-BP01"),
  remediationSteps: "add a NAT gateway in each zone, and route each zone's subnets to its own.",
  settings: { "network.natGateways": "per-zone" },
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_multiaz_region_system.html",

  inputsOf: [TABLE],

  stack: (stack, { judge }) => {
    const subnets = stack.ofType<SubnetState>("aws:ec2/subnet:Subnet");
    const tables = stack.ofType<RouteTableState>(TABLE);
    const nats = stack.ofType<NatGatewayState>("aws:ec2/natGateway:NatGateway");
    const associations = stack
      .ofType<RouteTableAssociationState>("aws:ec2/routeTableAssociation:RouteTableAssociation")
      .map((association) => ({
        table: stack.reference(association, "routeTableId", tables),
        subnet: stack.reference(association, "subnetId", subnets),
      }));
    const routes = stack
      .ofType<RouteState>("aws:ec2/route:Route")
      .filter(({ props }) => "natGatewayId" in props)
      .map((route) => ({
        at: route,
        nat: stack.reference(route, "natGatewayId", nats),
        table: stack.reference(route, "routeTableId", tables),
      }));

    for (const { at, nat, table } of [...routes, ...tables.flatMap((each) => waysOf(stack, each, nats))]) {
      judge(at, ({ violation, undecided }) => {
        if (typeof nat === "string" || (nat && isRegional(nat))) return;
        const home = nat && stack.reference(nat, "subnetId", subnets);
        // Of an association whose table is not known yet, the subnet may go out here too.
        const served = associations
          .filter((association) => [table, undefined].includes(association.table))
          .map(({ subnet }) => subnet);
        if (nat === undefined || table === undefined || !(home instanceof Object) || served.includes(undefined)) {
          undecided("which subnets go out by which NAT gateway");
          return;
        }
        const own = served.filter((subnet) => subnet instanceof Object);
        const away = own.filter((subnet) => inOneZone(subnet, home) === false);
        if (away.length > 0) {
          const names = away.map((subnet) => `${subnet.name} (${zoneOf(subnet)})`).join(", ");
          violation(`its NAT gateway ${nat.name} is in ${zoneOf(home)}, and serves ${names}`);
        } else if (own.some((subnet) => inOneZone(subnet, home) === undefined)) {
          undecided("in which Availability Zones its subnets lie");
        }
      });
    }
  },
});

/** The gateways that the routes which stand in a table name, as far as they are known. */
function waysOf(stack: Stack, table: StackResource<RouteTableState>, nats: readonly Nat[]) {
  const stated = stack.stated(table) as Inputs<RouteTableArgs>;
  return elements(() => stated.routes).flatMap((route) => {
    if (route === undefined || !isGiven(route, "natGatewayId")) return [];
    const { routes: depends = [] } = table.propertyDependencies;
    const named = { ...table, props: route as object, propertyDependencies: { natGatewayId: depends } };
    return [{ at: table, nat: stack.reference(named, "natGatewayId", nats), table }];
  });
}

const isRegional = ({ props }: Nat): boolean =>
  ifKnown(() => (props as { readonly availabilityMode?: string }).availabilityMode) === "regional";

const zone = ({ props }: Subnet) => ({
  name: ifKnown(() => props.availabilityZone),
  id: ifKnown(() => props.availabilityZoneId),
});

const zoneOf = (subnet: Subnet): string => zone(subnet).name ?? zone(subnet).id ?? "a zone of AWS's choice";

/** Whether two subnets share a zone; undefined where one names it, and the other gives its id or nothing yet. */
function inOneZone(one: Subnet, other: Subnet): boolean | undefined {
  const [a, b] = [zone(one), zone(other)];
  if (a.name !== undefined && b.name !== undefined) return a.name === b.name;
  return a.id !== undefined && b.id !== undefined ? a.id === b.id : undefined;
}
