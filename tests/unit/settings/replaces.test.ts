import assert from "node:assert/strict";
import platform from "../../../infra/index";
import { holdsData } from "../../../infra/kept-data/holds-data";
import { entriesOf } from "../../../scripts/settings/entries";
import { sectionNames } from "../../../scripts/settings/json-schema";
import { deploy, type Registration } from "../harness";
import { stackOf } from "../variants";

type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What holds data, an address or a log, and its inputs that the AWS provider changes only by replacing it: in the previews of the
 * sandbox, whose provider is Terraform's, these are the reasons of the replacements. `clusterMode` is the program's own choice.
 */
const fixed: Readonly<Record<string, readonly string[]>> = {
  ...holdsData,
  "aws:ec2/flowLog:FlowLog": ["trafficType"],
  "aws:lb/loadBalancer:LoadBalancer": ["internal", "loadBalancerType"],
  "aws:lb/targetGroup:TargetGroup": ["port", "protocol"],
  "aws:cloudfront/distribution:Distribution": [],
  "aws:apigatewayv2/api:Api": [],
};

const nat = { natGateways: "single" };
const compute = (instances: object, more = {}): Settings => ({
  network: nat,
  compute: { kind: "instances", instances, ...more },
});
const certificate = {
  arn: "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000",
  domainName: "api.example.com",
};
const serverless = (settings: object): Settings => ({ cache: { kind: "serverless", ...settings } });
const memcached = (settings: object): Settings => ({ cache: { kind: "memcached", ...settings } });

/** For each setting that cannot be changed later, a stack before and after, and the type of what is replaced. */
const changes: readonly (readonly [path: string, before: Settings, after: Settings, type: string])[] = [
  ["network.cidrBlock", {}, { network: { cidrBlock: "10.1.0.0/16" } }, "awsx:ec2:Vpc"],
  ["network.flowLogs.trafficType", {}, { network: { flowLogs: { trafficType: "ALL" } } }, "aws:ec2/flowLog:FlowLog"],
  ["database.engine", {}, { database: { engine: "mysql" } }, "aws:rds/instance:Instance"],
  ["database.databaseName", {}, { database: { databaseName: "other" } }, "aws:rds/instance:Instance"],
  ["database.masterUsername", {}, { database: { masterUsername: "boss" } }, "aws:rds/instance:Instance"],
  ["cache.kind", {}, memcached({}), "aws:elasticache/replicationGroup:ReplicationGroup"],
  ["cache.engine", {}, { cache: { engine: "redis" } }, "aws:elasticache/replicationGroup:ReplicationGroup"],
  ["cache.shards", {}, { cache: { shards: 2 } }, "aws:elasticache/replicationGroup:ReplicationGroup"],
  ["cache.nodeType", memcached({}), memcached({ nodeType: "cache.t4g.small" }), "aws:elasticache/cluster:Cluster"],
  ["cache.engine", serverless({}), serverless({ engine: "redis" }), "aws:elasticache/serverlessCache:ServerlessCache"],
  [
    "cache.majorEngineVersion",
    serverless({}),
    serverless({ majorEngineVersion: "9" }),
    "aws:elasticache/serverlessCache:ServerlessCache",
  ],
  [
    "compute.instances.loadBalancer.kind",
    compute({}),
    compute({ loadBalancer: { kind: "network" } }, { routes: [] }),
    "aws:lb/loadBalancer:LoadBalancer",
  ],
  [
    "compute.instances.loadBalancer.exposure",
    compute({}),
    compute({ loadBalancer: { exposure: "cloudfront", certificate } }),
    "aws:lb/loadBalancer:LoadBalancer",
  ],
  [
    "compute.instances.application.port",
    compute({}),
    compute({ application: { port: 9090 } }),
    "aws:lb/targetGroup:TargetGroup",
  ],
];

/** Only to an older one is it a replacement, which depends on both versions and so on no input alone. */
const olderVersions = ["cache.engineVersion", "cache.engineVersion"];

/** Many settings at once that can be changed later, of two stacks that together have nearly all. */
const harmless: readonly (readonly [before: Settings, after: Settings])[] = [
  [
    {},
    {
      network: { natGateways: "single", zones: ["a", "b", "c"], flowLogs: { retentionDays: 30 } },
      database: {
        engineVersion: "17.6",
        instanceClass: "db.m7g.large",
        port: 15555,
        storage: { allocatedGib: 30, maxAllocatedGib: 90 },
        backup: { retentionDays: 9, window: "05:00-06:00", keepOnDelete: true },
        maintenanceWindow: "mon:07:00-mon:08:00",
        deletionProtection: true,
        finalSnapshot: true,
        parameters: { log_min_duration_statement: "500" },
        insights: { retentionDays: 465 },
        monitoringIntervalSeconds: 30,
        proxy: { enabled: true },
      },
      cache: {
        engineVersion: "8.1",
        nodeType: "cache.m7g.large",
        replicas: 2,
        parameters: { "maxmemory-policy": "allkeys-lru" },
        snapshots: { retentionDays: 3, window: "05:00-06:00" },
        deletionProtection: true,
        finalSnapshot: true,
      },
      compute: { api: { throttling: { rate: 9, burst: 9 } }, functions: { health: { memoryMib: 300 }, posts: {} } },
      edge: {
        sessionCookie: "s",
        priceClass: "PriceClass_All",
        waf: { enabled: true },
        domain: { name: "example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ", www: "redirect" },
        minimumProtocolVersion: "TLSv1.3_2025",
        deletionProtection: true,
      },
    },
  ],
  [
    { ...compute({}), ...memcached({}) },
    {
      ...memcached({ nodes: 3, parameters: { max_item_size: "10485760" }, deletionProtection: true }),
      ...compute({
        instanceType: "m7g.large",
        rootVolumeGib: 20,
        scaling: { min: 3, max: 9 },
        spot: { instanceTypes: ["m7g.large", "m6g.large"], onDemandBase: 1, onDemandPercent: 50 },
        loadBalancer: { algorithm: "round_robin", healthCheck: { path: "/h" }, certificate, stickinessSeconds: 60 },
      }),
    },
  ],
];

const deployed = new Map<string, Promise<readonly Registration[]>>();

/** Those of a stack that can be replaced; what several cases begin with is deployed once. */
function resourcesOf(settings: Settings): Promise<readonly Registration[]> {
  const key = JSON.stringify(settings);
  const made = deployed.get(key) ?? deploy(platform, stackOf("dev", settings)).then(({ resources }) => resources);
  deployed.set(key, made);
  return made.then((all) => all.filter(({ type }) => type in fixed));
}

/** What of a stack is replaced when it has other settings: its types, each with the name. */
async function replaced(before: Settings, after: Settings): Promise<{ type: string; name: string }[]> {
  const later = await resourcesOf(after);
  return (await resourcesOf(before)).filter(({ type, name, inputs }) => {
    const now = later.find((other) => other.type === type && other.name === name);
    return now === undefined || fixed[type]?.some((input) => String(inputs[input]) !== String(now.inputs[input]));
  });
}

describe("settings that cannot be changed later", function () {
  // Each case is two programs.
  this.timeout(60_000);

  it("are all tried here", () => {
    const told = sectionNames.flatMap((section) =>
      entriesOf(section).flatMap(({ path, schema }) => (schema.replaces === undefined ? [] : [`${section}.${path}`])),
    );
    assert.deepEqual(told.sort(), [...changes.map(([path]) => path), ...olderVersions].sort());
  });

  for (const [path, before, after, type] of changes) {
    it(`replace what AWS cannot change: ${path}, ${type.split(":").at(-1)}`, async () => {
      const types = (await replaced(before, after)).map((resource) => resource.type);
      assert.ok(types.includes(type), `replaced: ${types.join(", ")}`);
    });
  }

  for (const [index, [before, after]] of harmless.entries()) {
    it(`are not the others, ${index + 1}`, async () => {
      assert.deepEqual(
        (await replaced(before, after)).map(({ type, name }) => `${type} ${name}`),
        [],
      );
    });
  }
});
