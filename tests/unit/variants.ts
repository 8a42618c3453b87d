/** Stack files that together make every resource that the platform has: for tests of what all of them have in common. */
import type { DeployOptions } from "./harness";

type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const region = "eu-west-1";
const domain = { name: "example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ", www: "redirect" };
const certificate = {
  arn: `arn:aws:acm:${region}:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000`,
  domainName: "api.example.com",
};
const nat = { natGateways: "single" };

/** By what is special about it: the environment whose preset it has, and the sections that it states. */
export const variants: Readonly<Record<string, readonly [environment: string, settings: Settings]>> = {
  dev: ["dev", {}],
  prod: ["prod", {}],
  "a domain, a proxy and every endpoint": [
    "prod",
    {
      edge: { domain },
      database: { proxy: { enabled: true } },
      network: { interfaceEndpoints: ["secretsmanager", "ssm", "ssmmessages", "logs", "ecr.api", "ecr.dkr"] },
    },
  ],
  "replicas of MySQL, and memcached": [
    "prod",
    { database: { engine: "mysql", readReplicas: 1 }, cache: { kind: "memcached" } },
  ],
  "instances alone, and a serverless cache": [
    "dev",
    { compute: { kind: "instances" }, network: nat, cache: { kind: "serverless" } },
  ],
  "both with a certificate, and Redis in cluster mode": [
    "dev",
    {
      compute: { kind: "both", instances: { loadBalancer: { certificate } } },
      network: nat,
      cache: { engine: "redis", engineVersion: "7.1", shards: 2 },
    },
  ],
  "a network load balancer": [
    "dev",
    {
      compute: { kind: "instances", routes: [], instances: { loadBalancer: { kind: "network", port: 5000 } } },
      network: nat,
    },
  ],
};

const validation = (domainName: string) => ({
  domainName,
  resourceRecordName: `_1.${domainName}.`,
  resourceRecordType: "CNAME",
  resourceRecordValue: `_2.${domainName}.`,
});

/** More outputs of some types, such as AWS computes them and the program reads them. */
export const computed = {
  "aws:rds/instance:Instance": {
    address: "db.example",
    masterUserSecrets: [{ secretArn: "arn:aws:secretsmanager:::x" }],
  },
  "aws:rds/proxy:Proxy": { endpoint: "proxy.example", arn: "arn:aws:rds:eu-west-1:123456789012:db-proxy:prx-1" },
  "aws:elasticache/replicationGroup:ReplicationGroup": { primaryEndpointAddress: "cache.example" },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    endpoints: [{ address: "cache.example", port: 6379 }],
    readerEndpoints: [{ address: "reader.example", port: 6380 }],
  },
  "aws:s3/bucket:Bucket": { bucket: "bucket-1" },
  "aws:lambda/functionUrl:FunctionUrl": { functionUrl: "https://abc.lambda-url.eu-west-1.on.aws/" },
  "aws:apigatewayv2/api:Api": { apiEndpoint: "https://api.example" },
  "aws:acm/certificate:Certificate": { domainValidationOptions: [domain.name, `www.${domain.name}`].map(validation) },
  "aws:cloudfront/distribution:Distribution": { domainName: "d1.cloudfront.net" },
};

/** How a stack of an environment is deployed to mocks; `more` are other keys of its stack file. */
export const stackOf = (environment: string, settings: Settings = {}, more: object = {}): DeployOptions => ({
  stack: environment,
  computed,
  config: {
    "aws:region": region,
    "web-platform:environment": environment,
    ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`web-platform:${key}`, value])),
    ...more,
  },
});
