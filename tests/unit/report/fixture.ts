import { Graph, readDigest } from "../../../scripts/report/graph";

/** How the engine writes a value that only the update will know. */
export const engineUnknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource of a digest in few words: `from` has, by property, the resources that its value comes from. */
export interface Part {
  readonly type: string;
  readonly name: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly from?: Readonly<Record<string, readonly Part[]>>;
  readonly parent?: Part;
}

export const urnOf = ({ type, name, parent }: Part, stack = "test"): string => {
  const chain = (part: Part): string => (part.parent ? `${chain(part.parent)}$${part.type}` : part.type);
  return `urn:pulumi:${stack}::web-platform::${chain({ type, name, ...(parent && { parent }) })}::${name}`;
};

/** What `pulumi preview --json` prints of a stack of these parts. */
export function digestOf(parts: readonly Part[], { stack = "test", config = {} } = {}): string {
  const own = `urn:pulumi:${stack}::web-platform::pulumi:pulumi:Stack::web-platform-${stack}`;
  const steps = parts.map((part) => ({
    op: "create",
    urn: urnOf(part, stack),
    newState: {
      urn: urnOf(part, stack),
      type: part.type,
      parent: part.parent ? urnOf(part.parent, stack) : own,
      inputs: { __defaults: [], ...part.inputs },
      propertyDependencies: Object.fromEntries(
        Object.entries(part.from ?? {}).map(([property, sources]) => [
          property,
          sources.map((one) => urnOf(one, stack)),
        ]),
      ),
    },
  }));
  const frame = { op: "create", urn: own, newState: { urn: own, type: "pulumi:pulumi:Stack" } };
  const gone = { op: "delete", urn: "urn:pulumi:test::web-platform::aws:s3/bucket:Bucket::gone" };
  return JSON.stringify({ config, steps: [frame, gone, ...steps] });
}

export const graphOf = (parts: readonly Part[], stack = "test"): Graph => readDigest(digestOf(parts, { stack })).graph;

/** A network with subnets of these tiers in zones a and b. */
export function networkParts(tiers: readonly string[]) {
  const vpc: Part = { type: "aws:ec2/vpc:Vpc", name: "net", inputs: { cidrBlock: "10.0.0.0/16" } };
  const subnets = tiers.flatMap((tier, row) =>
    ["a", "b"].map((zone, column): Part => ({
      type: "aws:ec2/subnet:Subnet",
      name: `${tier.toLowerCase()}-${zone}`,
      inputs: {
        availabilityZone: `eu-west-1${zone}`,
        cidrBlock: `10.0.${row}${column}.0/24`,
        tags: { SubnetType: tier },
      },
      from: { vpcId: [vpc] },
    })),
  );
  const of = (tier: string) => subnets.filter(({ inputs }) => JSON.stringify(inputs?.["tags"]).includes(`"${tier}"`));
  return { parts: [vpc, ...subnets], of };
}

const group = (name: string): Part => ({ type: "aws:ec2/securityGroup:SecurityGroup", name });

const letsIn = (client: Part, target: Part, port: number): Part => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name: `${client.name}-to-${target.name}`,
  inputs: { fromPort: port, toPort: port },
  from: { referencedSecurityGroupId: [client], securityGroupId: [target] },
});

/** A stack of one load balancer with its instances, a function in the network, a database and a cache. */
export function fullStack(): Part[] {
  const { parts, of } = networkParts(["Isolated", "Public", "Private"]);
  const groups = {
    link: group("link"),
    balancer: group("balancer"),
    instances: group("instances"),
    posts: group("posts"),
    data: group("data"),
  };
  const gateway: Part = {
    type: "aws:ec2/natGateway:NatGateway",
    name: "nat",
    from: { subnetId: of("Public").slice(0, 1) },
  };
  const template: Part = {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    name: "template",
    inputs: { instanceType: "t4g.small" },
    from: { networkInterfaces: [groups.instances] },
  };
  const places = { subnets: of("Private") };
  const balancer: Part = {
    type: "aws:lb/loadBalancer:LoadBalancer",
    name: "balancer",
    inputs: { internal: true, loadBalancerType: "application" },
    from: { ...places, securityGroups: [groups.balancer] },
  };
  const fleet: Part = {
    type: "aws:autoscaling/group:Group",
    name: "fleet",
    inputs: { minSize: 2, maxSize: 6 },
    from: { vpcZoneIdentifiers: of("Private"), launchTemplate: [template] },
  };
  const lambda = (name: string, from?: Part["from"]): Part => ({
    type: "aws:lambda/function:Function",
    name,
    inputs: { runtime: "nodejs24.x", memorySize: 256 },
    ...(from && { from }),
  });
  const posts = lambda("posts", { vpcConfig: [...of("Private"), groups.posts] });
  const health = lambda("health");
  const subnetGroup: Part = {
    type: "aws:rds/subnetGroup:SubnetGroup",
    name: "places",
    from: { subnetIds: of("Isolated") },
  };
  const database: Part = {
    type: "aws:rds/instance:Instance",
    name: "db",
    inputs: { engine: "postgres", engineVersion: "17", instanceClass: "db.m7g.large", multiAz: true },
    from: { dbSubnetGroupName: [subnetGroup], vpcSecurityGroupIds: [groups.data] },
  };
  const replica: Part = {
    type: "aws:rds/instance:Instance",
    name: "db-replica",
    inputs: { replicateSourceDb: engineUnknown, availabilityZone: "eu-west-1b" },
    from: { replicateSourceDb: [database] },
  };
  const cache: Part = {
    type: "aws:elasticache/serverlessCache:ServerlessCache",
    name: "cache",
    inputs: { engine: "valkey" },
    from: { subnetIds: of("Isolated"), securityGroupIds: [groups.data] },
  };
  const api: Part = { type: "aws:apigatewayv2/api:Api", name: "api", inputs: { protocolType: "HTTP" } };
  const link: Part = {
    type: "aws:apigatewayv2/vpcLink:VpcLink",
    name: "link",
    from: { subnetIds: of("Private"), securityGroupIds: [groups.link] },
  };
  const alias: Part = { type: "aws:lambda/alias:Alias", name: "posts", from: { functionName: [posts] } };
  const listener: Part = { type: "aws:lb/listener:Listener", name: "http", from: { loadBalancerArn: [balancer] } };
  const integration = (name: string, from: Part["from"]): Part => ({
    type: "aws:apigatewayv2/integration:Integration",
    name,
    ...(from && { from }),
  });
  const toLink = integration("link", { connectionId: [link], integrationUri: [listener] });
  const toPosts = integration("posts", { integrationUri: [alias] });
  const toHealth = integration("health", { integrationUri: [health] });
  const route = (routeKey: string, target: Part): Part => ({
    type: "aws:apigatewayv2/route:Route",
    name: routeKey,
    inputs: { routeKey },
    from: { apiId: [api], target: [target] },
  });
  const bucket: Part = { type: "aws:s3/bucket:Bucket", name: "site" };
  const logs: Part = { type: "aws:s3/bucket:Bucket", name: "logs" };
  const distribution: Part = {
    type: "aws:cloudfront/distribution:Distribution",
    name: "edge",
    inputs: {
      aliases: ["www.example.com"],
      defaultCacheBehavior: { targetOriginId: "site" },
      orderedCacheBehaviors: [{ targetOriginId: "api", pathPattern: "/api/*" }],
    },
    from: { origins: [bucket, api] },
  };
  const routes = [
    route("GET /api/posts", toPosts),
    route("GET /api/posts/{id}", toPosts),
    route("ANY /api/users", toLink),
    route("GET /api/health", toHealth),
  ];
  const rules = [
    letsIn(groups.link, groups.balancer, 80),
    letsIn(groups.balancer, groups.instances, 8080),
    letsIn(groups.instances, groups.data, 5432),
    letsIn(groups.posts, groups.data, 5432),
  ];
  return [
    ...[...parts, ...Object.values(groups), gateway, template, balancer, fleet, posts, health, subnetGroup],
    ...[database, replica, cache, api, link, alias, listener, toLink, toPosts, toHealth, bucket, logs, distribution],
    ...[...routes, ...rules],
  ];
}

/** What a full stack has, opened in every way that goes to another place of the picture. */
export function openStack(): Part[] {
  const parts = fullStack();
  const part = (type: string, name: string): Part => {
    const found = parts.find((one) => one.type.endsWith(`:${type}`) && one.name === name);
    if (found === undefined) throw new Error(`no ${type} ${name}`);
    return found;
  };
  const open = (name: string, cidrIpv4: string, port: number): Part => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: `${name} to ${cidrIpv4}`,
    inputs: { ipProtocol: "tcp", fromPort: port, toPort: port, cidrIpv4 },
    from: { securityGroupId: [part("SecurityGroup", name)] },
  });
  const everybody = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
  return [
    ...parts,
    ...[open("data", "0.0.0.0/1", 5432), open("data", "128.0.0.0/1", 5432), open("instances", "0.0.0.0/0", 22)],
    {
      ...{ type: "aws:s3/bucketPolicy:BucketPolicy", name: "site", from: { bucket: [part("Bucket", "site")] } },
      inputs: { policy: JSON.stringify({ Statement: [everybody] }) },
    },
    {
      ...{ type: "aws:s3/bucketAcl:BucketAcl", name: "logs", from: { bucket: [part("Bucket", "logs")] } },
      inputs: { acl: "public-read" },
    },
    {
      ...{ type: "aws:lambda/functionUrl:FunctionUrl", name: "health" },
      ...{ inputs: { authorizationType: "NONE" }, from: { functionName: [part("Function", "health")] } },
    },
  ];
}
