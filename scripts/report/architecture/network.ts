import { groupBy } from "../../../policies/frame/group-by";
import type { Graph, Resource } from "../graph";
import type { Connection } from "./connections";
import { boxOf, kindOf, kinds, text, ways } from "./kinds";
import type { Band, Network, Tier } from "./model";

const subnetType = "aws:ec2/subnet:Subnet";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** The tiers that the platform has, from outside inwards; others come after them. */
const tierOrder = ["Public", "Private", "Isolated"];

/** A VPC with its tiers and zones, and what lies in them. */
export function networkOf(graph: Graph, vpc: Resource, connections: readonly Connection[]): Network {
  const isOwn = (resource: Resource) => graph.referenced(resource, "vpcId").includes(vpc);
  const subnets = graph.ofType(subnetType).filter(isOwn);
  const tiers = [...groupBy(subnets, tierOf)].sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b, "en"));
  const gateways = graph.ofType(endpointType).filter((endpoint) => isOwn(endpoint) && !isInterface(endpoint));
  return {
    ...boxOf(vpc, "VPC", [
      text(vpc, "cidrBlock"),
      gateways.length > 0 ? `gateway endpoint to ${gateways.map(service).join(", ")}` : undefined,
      graph.ofType("aws:ec2/flowLog:FlowLog").some(isOwn) ? "flow logs" : undefined,
    ]),
    zones: zonesOf(subnets),
    tiers: tiers.map(([name, own]) => tier(graph, name, own, connections)),
  };
}

const place = (tier: string): number => (tierOrder.includes(tier) ? tierOrder.indexOf(tier) : tierOrder.length);

const zoneOf = (subnet: Resource): string => text(subnet, "availabilityZone") ?? "zone not known";

const zonesOf = (subnets: readonly Resource[]): string[] => [...new Set(subnets.map(zoneOf))].sort();

function tierOf({ inputs: { tags } }: Resource): string {
  const tag: unknown = typeof tags === "object" && tags !== null && "SubnetType" in tags ? tags.SubnetType : undefined;
  return typeof tag === "string" ? tag : "Untagged";
}

function tier(graph: Graph, name: string, subnets: readonly Resource[], connections: readonly Connection[]): Tier {
  const isHere = (subnet: Resource) => subnets.includes(subnet);
  const bands = graph.resources.filter((resource) => subnetsOf(graph, resource).some(isHere));
  const endpoints = graph
    .ofType(endpointType)
    .filter((endpoint) => isInterface(endpoint) && graph.referenced(endpoint, "subnetIds").some(isHere));
  return {
    name,
    wayOut: wayOut(graph, subnets),
    subnets: subnets.map((subnet) => ({ zone: zoneOf(subnet), cidr: text(subnet, "cidrBlock") ?? "" })),
    inZone: graph.ofType("aws:ec2/natGateway:NatGateway").flatMap((gateway) =>
      graph
        .referenced(gateway, "subnetId")
        .filter(isHere)
        .map((subnet) => ({ zone: zoneOf(subnet), box: boxOf(gateway, "NAT gateway", []) })),
    ),
    bands: [...inOrder(bands, connections).map((resource) => band(graph, resource)), ...endpointBand(graph, endpoints)],
  };
}

/** The subnets that a resource is placed in: none for what lies in no network. */
export const subnetsOf = (graph: Graph, resource: Resource): Resource[] =>
  graph.reached(resource, kinds[resource.type]?.subnets ?? [], new Set([subnetType]), ways);

function band(graph: Graph, resource: Resource): Band {
  const kind = kinds[resource.type];
  const possible = zonesOf(subnetsOf(graph, resource));
  const only = possible.filter((zone) => zone === kind?.zone?.(resource));
  const parts = kind?.parts?.(resource) ?? [];
  return {
    ...kindOf(resource, graph),
    zones: only.length > 0 ? only : possible,
    parts: parts.filter(({ zone }) => possible.includes(zone)),
  };
}

/** Those that are connected stand below one another, else as `kinds` has them. */
function inOrder(resources: readonly Resource[], connections: readonly Connection[]): Resource[] {
  const order = Object.keys(kinds);
  const sorted = [...resources].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  const placed = new Set<Resource>();
  const put = (resource: Resource): void => {
    if (placed.has(resource)) return;
    placed.add(resource);
    const next = connections.filter(({ from }) => from === resource.urn).map(({ to }) => to);
    sorted.filter(({ urn }) => next.includes(urn)).forEach(put);
  };
  sorted.forEach(put);
  return [...placed];
}

const isInterface = (endpoint: Resource): boolean => text(endpoint, "vpcEndpointType") === "Interface";

/** `com.amazonaws.eu-west-1.ssm` is `ssm`. */
const service = (endpoint: Resource): string => text(endpoint, "serviceName")?.split(".").at(-1) ?? endpoint.name;

/** One for all services, since they lie in the same subnets. */
function endpointBand(graph: Graph, [first, ...others]: readonly Resource[]): Band[] {
  if (first === undefined) return [];
  const all = [first, ...others];
  const zones = zonesOf(all.flatMap((endpoint) => graph.referenced(endpoint, "subnetIds")).filter(isSubnet));
  return [{ ...boxOf(first, "Interface endpoints", []), name: all.map(service).sort().join(", "), zones, parts: [] }];
}

const isSubnet = ({ type }: Resource): boolean => type === subnetType;

/** By which gateway the subnets' route tables lead to every address; nothing where they have none of their own. */
function wayOut(graph: Graph, subnets: readonly Resource[]): string {
  const tables = graph
    .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
    .filter((association) => graph.referenced(association, "subnetId").some((subnet) => subnets.includes(subnet)))
    .flatMap((association) => graph.referenced(association, "routeTableId"));
  const routes = graph
    .ofType("aws:ec2/route:Route")
    .filter((route) => text(route, "destinationCidrBlock") === "0.0.0.0/0")
    .filter((route) => graph.referenced(route, "routeTableId").some((table) => tables.includes(table)));
  if (tables.length === 0) return "";
  const leadsTo = (property: string) => routes.some((route) => graph.referenced(route, property).length > 0);
  if (leadsTo("gatewayId")) return "reach the internet by an internet gateway";
  return leadsTo("natGatewayId") ? "reach the internet by NAT gateways" : "do not reach the internet";
}
