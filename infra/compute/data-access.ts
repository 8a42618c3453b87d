import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Cache } from "../data/cache";
import type { Database } from "../data/database";
import { databaseUserArn, proxyIdOf } from "../data/database-user-arn";
import { databaseUser, type Workload } from "../data/setup/database-user";
import type { CacheSettings, DatabaseSettings, Use } from "../settings";

/** The stack's data, as the workloads may use it. */
export interface Data {
  readonly database:
    | {
        readonly component: Database;
        readonly settings: DatabaseSettings;
        /** Is there once the workloads' users are made and the migrations have run. */
        readonly setUp: pulumi.Resource;
      }
    | undefined;
  readonly cache: { readonly component: Cache; readonly settings: CacheSettings } | undefined;
}

/** How one workload reaches the data that it uses, and no other. */
export interface DataAccess {
  /** Tells the workload where and how; app/README.md names the variables. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security groups to join. */
  readonly securityGroupIds: pulumi.Input<string>[];
  /** What the workload's role may do. */
  readonly statements: readonly aws.iam.PolicyStatement[];
  readonly usesDatabase: boolean;
  /** What has to be there before the workload's code is released. */
  readonly releasedAfter: readonly pulumi.Resource[];
}

export function dataAccess(workload: Workload, uses: readonly Use[], data: Data): DataAccess {
  const database = uses.includes("database") ? data.database : undefined;
  const cache = uses.includes("cache") ? data.cache : undefined;
  return {
    environment: {
      ...(database && databaseEnvironment(workload, database)),
      ...(cache && cacheEnvironment(cache)),
    },
    securityGroupIds: [database, cache].flatMap((used) => (used ? [used.component.clientSecurityGroupId] : [])),
    statements: [...(database ? databaseStatements(workload, database) : []), ...(cache ? cacheStatements(cache) : [])],
    usesDatabase: database !== undefined,
    releasedAfter: database ? [database.setUp] : [],
  };
}

type Used<T> = NonNullable<T>;

function databaseEnvironment(
  workload: Workload,
  { component, settings }: Used<Data["database"]>,
): DataAccess["environment"] {
  const { endpoint, port } = component.proxy ?? component;
  return {
    DATABASE_ENGINE: settings.engine,
    DATABASE_HOST: endpoint,
    DATABASE_PORT: String(port),
    DATABASE_NAME: settings.databaseName,
    DATABASE_USER: databaseUser(workload),
  };
}

/** A token is all that it takes to sign in, and it is for one user. */
function databaseStatements(workload: Workload, { component }: Used<Data["database"]>): aws.iam.PolicyStatement[] {
  const { proxy } = component;
  const to = proxy ? { arn: proxy.arn, resourceId: proxy.arn.apply(proxyIdOf) } : component;
  return [{ Effect: "Allow", Action: "rds-db:connect", Resource: databaseUserArn(to, databaseUser(workload)) }];
}

function cacheEnvironment({ component, settings }: Used<Data["cache"]>): DataAccess["environment"] {
  return {
    CACHE_ENGINE: settings.kind === "memcached" ? "memcached" : settings.engine,
    CACHE_HOST: component.endpoint,
    CACHE_PORT: String(component.port),
    // What a token is made for is the last part of the ARN: the replication group's id or the serverless cache's name.
    CACHE_NAME: component.arn.apply((arn) => arn.split(":").at(-1) ?? arn),
    ...(component.user && { CACHE_USER: component.user.name }),
    ...(inClusterMode(settings) && { CACHE_CLUSTER: "true" }),
    ...(settings.kind === "serverless" && { CACHE_SERVERLESS: "true" }),
  };
}

/** A serverless cache always speaks the cluster protocol (ElastiCache User Guide, "Choosing between deployment options"). */
const inClusterMode = (settings: CacheSettings): boolean =>
  settings.kind === "serverless" || (settings.kind === "replication-group" && settings.shards > 1);

/** Engines with users let them in with IAM (ElastiCache User Guide, "Authenticating with IAM"); Memcached has none. */
function cacheStatements({ component }: Used<Data["cache"]>): aws.iam.PolicyStatement[] {
  if (!component.user) return [];
  return [{ Effect: "Allow", Action: "elasticache:Connect", Resource: [component.arn, component.user.arn] }];
}
