import { defaultProvider } from "@aws-sdk/credential-provider-node";
import type { Cache } from "./cache";
import { CachedStore } from "./cached-store";
import { systemClock } from "./clock";
import type { Collection, Item } from "./collections";
import { GuardedCache } from "./guarded-cache";
import type { Log } from "./log";
import { Postgres } from "./postgres";
import { RedisCache } from "./redis-cache";
import * as settings from "./settings";
import { BuiltInStore, type Store } from "./store";
import { TableStore } from "./table-store";
import { signInToken } from "./token";

export interface OpenOptions {
  readonly environment: settings.Environment;
  /** Most connections to the database at a time. */
  readonly connections: number;
  readonly log: Log;
}

export interface OpenStore<T extends Item> extends Store<T> {
  /** Gives up all connections. */
  close(): Promise<void>;
}

/**
 * The collection where the environment says it is: in the database, there behind the cache, or built in. Connects to
 * nothing yet. A cache without a database has nothing to stand in front of, and is left alone.
 *
 * @throws SettingsError for an environment that is incomplete, or a database that the sample does not speak to.
 */
export function openStore<T extends Item>(collection: Collection<T>, options: OpenOptions): OpenStore<T> {
  const { database: databaseSettings, cache: cacheSettings } = settings.dataSettings(options.environment);
  if (!databaseSettings) return closable(new BuiltInStore(collection), async () => undefined);

  const database = openDatabase(databaseSettings, options);
  const table = new TableStore(database, collection);
  const cache = cacheSettings && openCache(cacheSettings, options);
  if (!cache) return closable(table, () => database.close());

  const cached = new CachedStore(table, collection, { cache, clock: systemClock, log: options.log });
  return closable(cached, () => {
    cache.disconnect();
    return database.close();
  });
}

function closable<T extends Item>(store: Store<T>, close: () => Promise<void>): OpenStore<T> {
  return { list: () => store.list(), get: (id) => store.get(id), close };
}

function openDatabase(database: settings.DatabaseSettings, options: OpenOptions): Postgres {
  if (database.engine !== "postgres") {
    throw new settings.SettingsError(`DATABASE_ENGINE is ${database.engine}; the sample speaks postgres only`);
  }
  return new Postgres(database, { ...options, token: databaseTokens(database, options.environment) });
}

function databaseTokens({ host, port, user }: settings.DatabaseSettings, environment: settings.Environment) {
  const region = settings.required(environment, "AWS_REGION");
  const credentials = defaultProvider();
  const query = { Action: "connect", DBUser: user };
  return () => signInToken({ service: "rds-db", region, host, port, query }, credentials);
}

/** Undefined for an engine that the sample does not speak: it then works as without a cache, and says so once. */
function openCache(cache: settings.CacheSettings, { environment, log }: OpenOptions): Cache | undefined {
  if (cache.engine === "memcached") {
    log("warn", "cache_not_used", { reason: "the sample does not speak memcached; it reads the database" });
    return undefined;
  }
  return new GuardedCache(new RedisCache(cache, cacheTokens(cache, environment)), systemClock, log);
}

function cacheTokens({ user, name, serverless }: settings.RedisSettings, environment: settings.Environment) {
  const region = settings.required(environment, "AWS_REGION");
  const credentials = defaultProvider();
  const query = { Action: "connect", User: user, ...(serverless && { ResourceType: "ServerlessCache" }) };
  return () => signInToken({ service: "elasticache", region, host: name, query }, credentials);
}
