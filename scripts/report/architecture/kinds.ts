import type { Graph, Resource, Ways } from "../graph";
import { unknown } from "../values";
import type { Box } from "./model";

/** How resources of a type are shown, and which of their properties tell where they are. */
export interface Kind {
  readonly title: (resource: Resource) => string;
  readonly details: (resource: Resource, graph: Graph) => readonly (string | undefined)[];
  /** The properties that lead to its subnets, and to its security groups. */
  readonly subnets?: readonly string[];
  readonly groups?: readonly string[];
  /** The only zone that it lies in, where that is known. */
  readonly zone?: (resource: Resource) => string | undefined;
  /** The parts of it whose zone is known. */
  readonly parts?: (resource: Resource) => readonly { readonly zone: string; readonly name: string }[];
  readonly isData?: true;
}

/** What leads from one resource to another that the picture shows. */
export const ways: Ways = {
  "aws:rds/subnetGroup:SubnetGroup": ["subnetIds"],
  "aws:elasticache/subnetGroup:SubnetGroup": ["subnetIds"],
  // A replica lies where its primary does.
  "aws:rds/instance:Instance": ["dbSubnetGroupName"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["networkInterfaces", "vpcSecurityGroupIds"],
  "aws:cloudfront/vpcOrigin:VpcOrigin": ["vpcOriginEndpointConfig"],
  "aws:apigatewayv2/integration:Integration": ["integrationUri"],
  "aws:lambda/alias:Alias": ["functionName"],
  "aws:lb/listener:Listener": ["loadBalancerArn"],
};

/** An input as words; undefined where it is not set. */
export function text({ inputs }: Resource, property: string): string | undefined {
  const value = inputs[property];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The strings in a list; none where the list is not known. */
export function list({ inputs }: Resource, property: string): string[] {
  const value = inputs[property];
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];
}

const words = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== unknown).join(" ");

const listed = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join(", ");

const isOn = ({ inputs }: Resource, property: string): boolean => inputs[property] === true;

/** The zones of nodes in their order, of which the first may be another than the rest. */
const nodes = (zones: readonly string[], first: string, other: string) =>
  zones.map((zone, index) => ({ zone, name: index === 0 ? first : other }));

function instanceType(group: Resource, graph: Graph): string | undefined {
  const [template] = graph.referenced(group, "launchTemplate");
  return template && text(template, "instanceType");
}

function shards(group: Resource): string | undefined {
  const count = text(group, "numNodeGroups");
  return count === undefined
    ? undefined
    : `${count} shards, replicas of each: ${text(group, "replicasPerNodeGroup") ?? 0}`;
}

/** What lies in a network, in the order in which it is drawn where no flow says another. */
export const kinds: Readonly<Record<string, Kind>> = {
  "aws:apigatewayv2/vpcLink:VpcLink": {
    title: () => "VPC link",
    details: () => ["the API's way into the network"],
    subnets: ["subnetIds"],
    groups: ["securityGroupIds"],
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    title: () => "Load balancer",
    details: (balancer) => [
      listed(text(balancer, "loadBalancerType") ?? "application", isOn(balancer, "internal") ? "internal" : "public"),
    ],
    subnets: ["subnets"],
    groups: ["securityGroups"],
  },
  "aws:autoscaling/group:Group": {
    title: () => "Auto Scaling group",
    details: (group, graph) => [
      words(text(group, "minSize"), "to", text(group, "maxSize"), instanceType(group, graph), "instances"),
      "spread evenly over the zones",
    ],
    subnets: ["vpcZoneIdentifiers"],
    groups: ["launchTemplate", "mixedInstancesPolicy"],
  },
  "aws:ec2/instance:Instance": {
    title: () => "Instance",
    details: (instance) => [text(instance, "instanceType")],
    subnets: ["subnetId"],
    groups: ["vpcSecurityGroupIds", "launchTemplate"],
  },
  "aws:lambda/function:Function": {
    title: () => "Lambda function",
    details: (lambda) => [listed(text(lambda, "runtime") ?? "", `${text(lambda, "memorySize") ?? 128} MiB`)],
    subnets: ["vpcConfig"],
    groups: ["vpcConfig"],
  },
  "aws:rds/proxy:Proxy": {
    title: () => "RDS Proxy",
    details: () => ["pools connections to the primary"],
    subnets: ["vpcSubnetIds"],
    groups: ["vpcSecurityGroupIds"],
  },
  "aws:rds/instance:Instance": {
    title: (instance) =>
      instance.inputs["replicateSourceDb"] === undefined
        ? `RDS for ${engines[text(instance, "engine") ?? ""] ?? text(instance, "engine") ?? "databases"}`
        : "Read replica",
    details: (instance) => [
      listed(words(text(instance, "engine"), text(instance, "engineVersion")), text(instance, "instanceClass") ?? ""),
      isOn(instance, "multiAz") ? "primary and standby in two zones that AWS chooses" : undefined,
    ],
    subnets: ["dbSubnetGroupName", "replicateSourceDb"],
    groups: ["vpcSecurityGroupIds"],
    zone: (instance) => text(instance, "availabilityZone"),
    isData: true,
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    title: () => "ElastiCache",
    details: (group) => [
      listed(words(text(group, "engine"), text(group, "engineVersion")), text(group, "nodeType") ?? ""),
      shards(group),
    ],
    subnets: ["subnetGroupName"],
    groups: ["securityGroupIds"],
    parts: (group) => nodes(list(group, "preferredCacheClusterAzs"), "Primary node", "Replica node"),
    isData: true,
  },
  "aws:elasticache/cluster:Cluster": {
    title: () => "ElastiCache",
    details: (cluster) => [
      listed(words(text(cluster, "engine"), text(cluster, "engineVersion")), text(cluster, "nodeType") ?? ""),
    ],
    subnets: ["subnetGroupName"],
    groups: ["securityGroupIds"],
    parts: (cluster) => nodes(list(cluster, "preferredAvailabilityZones"), "Node", "Node"),
    isData: true,
  },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    title: () => "ElastiCache Serverless",
    details: (cache) => [words(text(cache, "engine"), text(cache, "majorEngineVersion"))],
    subnets: ["subnetIds"],
    groups: ["securityGroupIds"],
    isData: true,
  },
};

const engines: Readonly<Record<string, string>> = { postgres: "PostgreSQL", mysql: "MySQL" };

/** A box for a resource, with the details that there are. */
export const boxOf = ({ urn: id, name }: Resource, kind: string, details: readonly (string | undefined)[]): Box => ({
  id,
  kind,
  name,
  details: details.flatMap((detail) => (detail === undefined || detail === "" ? [] : [detail])),
  isData: false,
});

/** A box for a resource as `kinds` shows it. */
export function kindOf(resource: Resource, graph: Graph): Box {
  const kind = kinds[resource.type];
  if (kind === undefined) return boxOf(resource, resource.type, []);
  return { ...boxOf(resource, kind.title(resource), kind.details(resource, graph)), isData: kind.isData ?? false };
}
