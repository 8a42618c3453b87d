import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Cache } from "../data/cache";
import type { Database } from "../data/database";
import { readSecret } from "../data/secret-access";
import type { CacheSettings, DatabaseSettings, Use } from "../settings";

/** The stack's data, as the workloads may use it. */
export interface Data {
  readonly database: { readonly component: Database; readonly settings: DatabaseSettings } | undefined;
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
  /** Where the workload uses the database: the secret with its user and password. */
  readonly database: { readonly secretArn: pulumi.Output<string> } | undefined;
}

export function dataAccess(uses: readonly Use[], data: Data): DataAccess {
  const database = uses.includes("database") ? data.database : undefined;
  const cache = uses.includes("cache") ? data.cache : undefined;
  return {
    environment: {
      ...(database && databaseEnvironment(database)),
      ...(cache && cacheEnvironment(cache)),
    },
    securityGroupIds: [database, cache].flatMap((used) => (used ? [used.component.clientSecurityGroupId] : [])),
    statements: [...(database ? databaseStatements(database) : []), ...(cache ? cacheStatements(cache) : [])],
    database: database && { secretArn: database.component.masterSecretArn },
  };
}

type Used<T> = NonNullable<T>;

function databaseEnvironment({ component, settings }: Used<Data["database"]>): DataAccess["environment"] {
  const { endpoint, port } = component.proxy ?? component;
  return {
    DATABASE_ENGINE: settings.engine,
    DATABASE_HOST: endpoint,
    DATABASE_PORT: String(port),
    DATABASE_NAME: settings.databaseName,
    DATABASE_SECRET_ARN: component.masterSecretArn,
    // The proxy takes IAM tokens only.
    DATABASE_AUTHENTICATION: component.proxy ? "iam" : "secret",
  };
}

function databaseStatements({ component, settings }: Used<Data["database"]>): aws.iam.PolicyStatement[] {
  const secret = readSecret(component.masterSecretArn, component.kmsKeyArn);
  if (!component.proxy) return secret;
  const user = component.proxy.arn.apply((arn) => databaseUserArn(arn, settings.masterUsername));
  return [...secret, { Effect: "Allow", Action: "rds-db:connect", Resource: user }];
}

/** What `rds-db:connect` calls a user who comes through a proxy (RDS User Guide, "Creating an IAM policy for IAM database access"). */
function databaseUserArn(proxyArn: string, user: string): string {
  const [, partition, , region, account] = proxyArn.split(":");
  const proxyId = proxyArn.split(":").at(-1);
  return `arn:${partition}:rds-db:${region}:${account}:dbuser:${proxyId}/${user}`;
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
