export type Environment = Readonly<Record<string, string | undefined>>;

export interface DatabaseSettings {
  readonly engine: string;
  readonly host: string;
  readonly port: number;
  /** Name of the database on the server. */
  readonly name: string;
  /** Who signs in, with an IAM token. */
  readonly user: string;
}

export interface RedisSettings {
  readonly engine: "valkey" | "redis";
  readonly host: string;
  readonly port: number;
  /** Whether keys are spread over shards, so that clients have to follow redirections. */
  readonly cluster: boolean;
  readonly user: string;
  /** Id of the replication group or name of the serverless cache: what an IAM token is made for. */
  readonly name: string;
  readonly serverless: boolean;
}

export type CacheSettings = RedisSettings | { readonly engine: "memcached" };

export interface DataSettings {
  readonly database: DatabaseSettings | undefined;
  readonly cache: CacheSettings | undefined;
}

/** Names the variable that is missing or wrong. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

/**
 * Which database and which cache the platform gave this workload, if any.
 *
 * @throws SettingsError where the environment contradicts the contract in app/README.md.
 */
export function dataSettings(environment: Environment): DataSettings {
  return {
    database: environment["DATABASE_ENGINE"] === undefined ? undefined : databaseSettings(environment),
    cache: environment["CACHE_ENGINE"] === undefined ? undefined : cacheSettings(environment),
  };
}

function databaseSettings(environment: Environment): DatabaseSettings {
  return {
    engine: required(environment, "DATABASE_ENGINE"),
    host: required(environment, "DATABASE_HOST"),
    port: port(environment, "DATABASE_PORT"),
    name: required(environment, "DATABASE_NAME"),
    user: required(environment, "DATABASE_USER"),
  };
}

function cacheSettings(environment: Environment): CacheSettings {
  const engine = oneOf(environment, "CACHE_ENGINE", ["valkey", "redis", "memcached"]);
  if (engine === "memcached") return { engine };
  const serverless = environment["CACHE_SERVERLESS"] === "true";
  return {
    engine,
    host: required(environment, "CACHE_HOST"),
    port: port(environment, "CACHE_PORT"),
    // "All serverless caches are cluster mode enabled" (ElastiCache User Guide, "Valkey and Redis OSS configuration and
    // limits").
    cluster: serverless || environment["CACHE_CLUSTER"] === "true",
    user: required(environment, "CACHE_USER"),
    name: required(environment, "CACHE_NAME"),
    serverless,
  };
}

export function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new SettingsError(`${name} is not set`);
  return value;
}

function port(environment: Environment, name: string): number {
  const value = Number(required(environment, name));
  if (!Number.isInteger(value) || value < 1 || value > 65_535) {
    throw new SettingsError(`${name} is ${environment[name]}, which is no port from 1 to 65535`);
  }
  return value;
}

function oneOf<T extends string>(environment: Environment, name: string, allowed: readonly T[]): T {
  const value = required(environment, name);
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new SettingsError(`${name} is ${value}; it may be ${allowed.join(", ")}`);
  return found;
}
