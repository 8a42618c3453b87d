import pg from "pg";
import { type Database, DatabaseAway } from "./database";
import { codeOf, type Log, reasonOf } from "./log";
import type { DatabaseSettings } from "./settings";

/** Bounds in milliseconds: with all attempts well below the 30 s after which an HTTP API gives up. */
const connectTimeout = 2_000;
const statementTimeout = 3_000;

interface PostgresOptions {
  /** Makes the password of each connection: an IAM token. */
  readonly token: () => Promise<string>;
  /** Most connections at a time. A function instance answers one request at a time and needs one. */
  readonly connections: number;
  readonly log: Log;
  readonly poolOf?: (config: pg.PoolConfig) => pg.Pool;
}

type Cure = "fresh token" | "new connection";

/**
 * PostgreSQL over verified TLS, connected on first use.
 *
 * Work that failed for one of two reasons is tried again, once for each, so it has to be repeatable: the token was refused, as one
 * may be that is made of credentials about to end, or the connection turned out to be dead, as it may after a function was frozen.
 */
export class Postgres implements Database {
  private readonly pool: pg.Pool;

  constructor(settings: DatabaseSettings, { token, connections, log, poolOf = newPool }: PostgresOptions) {
    const { host, port, name, user } = settings;
    this.pool = poolOf({
      host,
      port,
      database: name,
      user,
      password: token,
      // Node checks the chain against its own authorities and NODE_EXTRA_CA_CERTS, and the name against the host.
      ssl: { rejectUnauthorized: true },
      max: connections,
      connectionTimeoutMillis: connectTimeout,
      query_timeout: statementTimeout,
      // On the server too, so that it does not work for nobody.
      ...(!isProxy(host) && { statement_timeout: statementTimeout }),
      keepAlive: true,
    });
    this.pool.on("error", (error) => log("info", "database_connection_lost", { reason: reasonOf(error) }));
  }

  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }> {
    return this.attempt(() => this.pool.query(sql, parameters));
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async attempt<T>(work: () => Promise<T>, cured: readonly Cure[] = []): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const cure = cureOf(error);
      if (cure && !cured.includes(cure)) return await this.attempt(work, [...cured, cure]);
      throw isMistake(error) ? error : new DatabaseAway(reasonOf(error), { cause: error });
    }
  }
}

const newPool = (config: pg.PoolConfig) => new pg.Pool(config);

/**
 * Whether a host is an RDS Proxy, `<name>.proxy-<id>.<region>.rds.amazonaws.com`: it refuses sessions that start with
 * `statement_timeout` (seen in n8n-io/n8n#25705), and SET would pin them.
 */
const isProxy = (host: string): boolean => host.includes(".proxy-");

/** What another attempt would do about the failure, if anything. */
function cureOf(error: unknown): Cure | undefined {
  if (tokenRefused(error)) return "fresh token";
  return connectionLost(error) ? "new connection" : undefined;
}

/**
 * SQLSTATE 28000, invalid_authorization_specification, or 28P01, invalid_password (PostgreSQL, "Error Codes"): RDS has PAM check
 * tokens, which fails with the first, "PAM authentication failed".
 */
function tokenRefused(error: unknown): boolean {
  return ["28000", "28P01"].includes(codeOf(error) ?? "");
}

function connectionLost(error: unknown): boolean {
  // 57P01: the server shut down or failed over. The driver has no code for a connection that ended.
  if (["ECONNRESET", "EPIPE", "57P01"].includes(codeOf(error) ?? "")) return true;
  return error instanceof Error && error.message === "Connection terminated unexpectedly";
}

/** Whether the statement itself is wrong (SQLSTATE classes of data, integrity and syntax), so that waiting helps nobody. */
function isMistake(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ["22", "23", "42"].includes(error.code?.slice(0, 2) ?? "");
}
