import { Cache, type CacheArgs } from "../../../infra/data/cache";
import type { CacheSettings } from "../../../infra/settings";
import { merge } from "../../../infra/settings/merge";
import { type Environment, presets } from "../../../infra/settings/presets";
import { deploy, type Deployment } from "../harness";

export type Kind = CacheSettings["kind"];
type SettingsOf<K extends Kind> = Extract<CacheSettings, { kind: K }>;

export const cacheTypes: Readonly<Record<Kind, string>> = {
  "replication-group": "aws:elasticache/replicationGroup:ReplicationGroup",
  memcached: "aws:elasticache/cluster:Cluster",
  serverless: "aws:elasticache/serverlessCache:ServerlessCache",
};

/** Made from the name that the harness generates for what the users' names are made from. */
export const identifier = "cache-0a1b2c3";
/** As the harness makes it up. */
export const keyArn = "arn:aws:mock:eu-west-1:123456789012:aws:kms/key:Key/cache";

const computed = {
  [cacheTypes["replication-group"]]: {
    primaryEndpointAddress: "primary.local",
    readerEndpointAddress: "reader.local",
    configurationEndpointAddress: "configuration.local",
  },
  [cacheTypes.memcached]: { clusterAddress: "memcached.local" },
  [cacheTypes.serverless]: {
    endpoints: [{ address: "serverless.local", port: 6379 }],
    readerEndpoints: [{ address: "serverless.local", port: 6380 }],
  },
};

/** What a program can publish of it: the harness resolves outputs, not components. */
const published = ({ arn, endpoint, reader, port, user, clientSecurityGroupId }: Cache) => ({
  arn,
  endpoint,
  reader,
  port,
  user,
  clientSecurityGroupId,
});

export type Deployed = Deployment<ReturnType<typeof published>>;

/** A cache named `cache` of an environment's preset, but for some settings. */
export function deployed<K extends Kind>(
  kind: K,
  settings: Partial<SettingsOf<K>> = {},
  environment: Environment = "prod",
): Promise<Deployed> {
  const args = {
    ...(merge(presets[environment].cache, { kind, ...settings }) as SettingsOf<K>),
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3", "subnet-4"],
    availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d"],
  } as CacheArgs;
  return deploy(() => published(new Cache("cache", args)), { computed });
}
