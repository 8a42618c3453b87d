/** Stack files that together make every resource that the platform has: for tests of what all of them have in common. */
import platform from "../../infra/index";
import { deploy, type Deployment, type DeployOptions } from "./harness";

type Settings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const region = "eu-west-1";
const domain = { name: "example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ", www: "redirect" };
const certificate = {
  arn: `arn:aws:acm:${region}:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000`,
  domainName: "api.example.com",
};
const image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/service@sha256:" + "0".repeat(64);
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
  "functions that use everything": [
    "prod",
    { compute: { kind: "functions", functions: { health: {}, posts: { uses: ["database", "cache"] } } } },
  ],
  "instances of an image": [
    "prod",
    { compute: { kind: "instances", instances: { application: { kind: "image", uri: image } } } },
  ],
};

const validation = (domainName: string) => ({
  domainName,
  resourceRecordName: `_1.${domainName}.`,
  resourceRecordType: "CNAME",
  resourceRecordValue: `_2.${domainName}.`,
});

/** ARNs and names as AWS gives them, of those resources that policies speak of or the program publishes. */
const computed = {
  "aws:cloudwatch/logGroup:LogGroup": { arn: "arn:aws:logs:eu-west-1:123456789012:log-group:group-0a1b2c3" },
  "aws:kms/key:Key": { arn: "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-0000-0000-000000000000" },
  "aws:s3/bucket:Bucket": { arn: "arn:aws:s3:::bucket-0a1b2c3", bucket: "bucket-0a1b2c3" },
  "aws:rds/instance:Instance": {
    arn: "arn:aws:rds:eu-west-1:123456789012:db:database-0a1b2c3",
    address: "database.example",
    resourceId: "db-0A1B2C3",
    endpoint: "database.example:5432",
    masterUserSecrets: [{ secretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0a1b2c3-AbCdEf" }],
  },
  "aws:secretsmanager/secret:Secret": {
    id: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:master-0a1b2c3-AbCdEf",
    arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:master-0a1b2c3-AbCdEf",
  },
  "aws:rds/proxy:Proxy": { arn: "arn:aws:rds:eu-west-1:123456789012:db-proxy:prx-0a1b2c3d", endpoint: "proxy.example" },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    arn: "arn:aws:elasticache:eu-west-1:123456789012:replicationgroup:cache-0a1b2c3",
    primaryEndpointAddress: "cache.example",
    configurationEndpointAddress: "cache.example",
  },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    arn: "arn:aws:elasticache:eu-west-1:123456789012:serverlesscache:cache-0a1b2c3",
    endpoints: [{ address: "cache.example", port: 6379 }],
    readerEndpoints: [{ address: "reader.example", port: 6380 }],
  },
  "aws:elasticache/user:User": { arn: "arn:aws:elasticache:eu-west-1:123456789012:user:user-0a1b2c3" },
  "aws:lambda/function:Function": {
    arn: "arn:aws:lambda:eu-west-1:123456789012:function:function-0a1b2c3",
    version: "1",
  },
  "aws:lambda/functionUrl:FunctionUrl": { functionUrl: "https://abc.lambda-url.eu-west-1.on.aws/" },
  "aws:acm/certificate:Certificate": { domainValidationOptions: [domain.name, `www.${domain.name}`].map(validation) },
  "aws:cloudfront/distribution:Distribution": {
    arn: "arn:aws:cloudfront::123456789012:distribution/E0A1B2C3",
    domainName: "d1.cloudfront.net",
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    arn: "arn:aws:logs:eu-west-1:123456789012:delivery-source:edge-0a1b2c3",
  },
  "aws:apigatewayv2/api:Api": {
    apiEndpoint: "https://api.example",
    executionArn: "arn:aws:execute-api:eu-west-1:123456789012:api",
  },
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

const deployed = new Map<string, Promise<Deployment<ReturnType<typeof platform>>>>();

/** The whole program as a variant has it, deployed once for all tests of a process: it takes half a second. */
export function deployedVariant(name: string): Promise<Deployment<ReturnType<typeof platform>>> {
  const variant = variants[name];
  if (variant === undefined) throw new Error(`no variant is named ${name}`);
  const found = deployed.get(name) ?? deploy(platform, stackOf(...variant));
  deployed.set(name, found);
  return found;
}
