import type { Graph, Resource } from "../graph";
import { kinds, text, ways } from "./kinds";
import { groupTypes, membersOf } from "./members";
import { viewer } from "./model";

const distributionType = "aws:cloudfront/distribution:Distribution";
const apiType = "aws:apigatewayv2/api:Api";
const bucketType = "aws:s3/bucket:Bucket";
const linkType = "aws:apigatewayv2/vpcLink:VpcLink";

/** From one resource to another. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

/** Who speaks to whom: what the edge, the API's routes and the security groups' rules say. */
export const connectionsOf = (graph: Graph): Connection[] => [
  ...fromEdge(graph),
  ...fromApis(graph),
  ...inNetwork(graph),
];

/** The viewers', and those to what the distribution names as origins. */
function fromEdge(graph: Graph): Connection[] {
  const origins = new Set([bucketType, apiType, ...Object.keys(kinds)]);
  return graph.ofType(distributionType).flatMap((distribution) => [
    { from: viewer, to: distribution.urn, label: "HTTPS" },
    ...graph.reached(distribution, ["origins"], origins, ways).map(({ urn, type }) => ({
      from: distribution.urn,
      to: urn,
      label: type === bucketType ? "the site" : listed(patternsElsewhere(distribution)),
    })),
  ]);
}

/** The paths that the default origin, which is the site's, does not answer. */
function patternsElsewhere({ inputs }: Resource): string[] {
  const behaviors = objects(inputs["orderedCacheBehaviors"]);
  const [site] = objects([inputs["defaultCacheBehavior"]]);
  return behaviors
    .filter(({ targetOriginId }) => targetOriginId !== site?.["targetOriginId"])
    .flatMap(({ pathPattern }) => (typeof pathPattern === "string" ? [pathPattern] : []));
}

/** From an API to what its routes lead to; by the link where they lead into a network. */
function fromApis(graph: Graph): Connection[] {
  const targets = new Map<string, Connection & { readonly routes: string[] }>();
  for (const route of graph.ofType("aws:apigatewayv2/route:Route")) {
    const [api] = graph.referenced(route, "apiId");
    for (const integration of graph.referenced(route, "target")) {
      const [link] = graph.referenced(integration, "connectionId");
      const reached = graph.reached(integration, ["integrationUri"], new Set(Object.keys(kinds)), ways);
      for (const target of link?.type === linkType ? [link] : reached) {
        if (api === undefined) continue;
        const key = `${api.urn} ${target.urn}`;
        const routes = [...(targets.get(key)?.routes ?? []), text(route, "routeKey") ?? route.name];
        targets.set(key, { from: api.urn, to: target.urn, label: listed(routes), routes });
      }
    }
  }
  return [...targets.values()].map(({ from, to, label }) => ({ from, to, label }));
}

/** From each member of a group that a rule lets in to each member of the group that it belongs to. */
function inNetwork(graph: Graph): Connection[] {
  const members = membersOf(graph);
  const inGroup = (groups: readonly Resource[]) =>
    members.filter((member) => groups.some((one) => member.groups.has(one)));
  const connections = graph.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").flatMap((rule) => {
    const [clients, targets] = ["referencedSecurityGroupId", "securityGroupId"].map((property) =>
      inGroup(graph.referenced(rule, property).filter(({ type }) => groupTypes.has(type))),
    );
    return (clients ?? []).flatMap(({ resource: from }) =>
      (targets ?? []).map(({ resource: to }) => ({ from: from.urn, to: to.urn, label: ports(rule) })),
    );
  });
  return merged(connections.filter(({ from, to }) => from !== to));
}

function ports(rule: Resource): string {
  const [from, to] = [text(rule, "fromPort"), text(rule, "toPort")];
  if (from === undefined) return "every port";
  return to === undefined || from === to ? `port ${from}` : `ports ${from} to ${to}`;
}

/** Each pair once, with all that is said of it. */
function merged(connections: readonly Connection[]): Connection[] {
  const pairs = new Map<string, Connection>();
  for (const connection of connections) {
    const key = `${connection.from} ${connection.to}`;
    const before = pairs.get(key);
    pairs.set(key, before ? { ...connection, label: listed([before.label, connection.label]) } : connection);
  }
  return [...pairs.values()];
}

const listed = (parts: readonly string[]): string => [...new Set(parts)].join(", ");

/** The objects in a list; none in what is no list. */
export function objects(value: unknown): Record<string, unknown>[] {
  const isObject = (element: unknown): element is Record<string, unknown> =>
    typeof element === "object" && element !== null && !Array.isArray(element);
  return Array.isArray(value) ? value.filter(isObject) : [];
}
