import pg from "pg";
import type { CredentialsSource } from "./credentials";
import { type Database, DatabaseAway, type Queryable } from "./database";
import { codeOf, type Log, reasonOf } from "./log";
import type { DatabaseSettings } from "./settings";

/** Bounds in milliseconds: with all attempts well below the 30 s after which an HTTP API gives up. */
const connectTimeout = 2_000;
const statementTimeout = 3_000;

interface PostgresOptions {
  readonly credentials: CredentialsSource;
  /** Makes the password of each connection where the database wants IAM tokens. */
  readonly token: ((username: string) => Promise<string>) | undefined;
  /** Most connections at a time. A function instance answers one request at a time and needs one. */
  readonly connections: number;
  readonly log: Log;
  /** Called when the password is refused and no newer one can be read. */
  readonly onPasswordRefused?: (() => void) | undefined;
  readonly poolOf?: (config: pg.PoolConfig) => pg.Pool;
}

type Cure = "fresh password" | "new connection";

/**
 * PostgreSQL over verified TLS, connected on first use.
 *
 * Work that failed for one of two reasons is tried again, once for each, so it has to be repeatable: the password was
 * refused and may have been rotated, or the connection turned out to be dead, as it may after a function was frozen.
 */
export class Postgres implements Database {
  private pool: Promise<pg.Pool> | undefined;

  constructor(
    private readonly settings: DatabaseSettings,
    private readonly options: PostgresOptions,
  ) {}

  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }> {
    return this.attempt((pool) => pool.query(sql, parameters));
  }

  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
    return this.attempt(async (pool) => {
      const client = await pool.connect();
      let finished = false;
      try {
        await client.query("begin");
        const result = await work(client);
        await client.query("commit");
        finished = true;
        return result;
      } finally {
        // A connection that did not commit is closed, and the server rolls back.
        client.release(!finished);
      }
    });
  }

  async close(): Promise<void> {
    const pool = this.pool;
    this.pool = undefined;
    await (await pool)?.end();
  }

  private async attempt<T>(work: (pool: pg.Pool) => Promise<T>, cured: readonly Cure[] = []): Promise<T> {
    try {
      return await this.once(work);
    } catch (error) {
      const cure = this.cureOf(error);
      if (cure && !cured.includes(cure)) return await this.attempt(work, [...cured, cure]);
      if (passwordRefused(error)) this.options.onPasswordRefused?.();
      throw isMistake(error) ? error : new DatabaseAway(reasonOf(error), { cause: error });
    }
  }

  private async once<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
    const pool = (this.pool ??= this.open());
    try {
      return await work(await pool);
    } catch (error) {
      // With the next attempt the secret is read anew.
      if (passwordRefused(error) && this.pool === pool) {
        this.pool = undefined;
        void pool.then((refused) => refused.end());
      }
      throw error;
    }
  }

  /** What another attempt would do about the failure, if anything. */
  private cureOf(error: unknown): Cure | undefined {
    const { credentials, token } = this.options;
    if (passwordRefused(error)) return credentials.renewable && token === undefined ? "fresh password" : undefined;
    return connectionLost(error) ? "new connection" : undefined;
  }

  private async open(): Promise<pg.Pool> {
    const { credentials, token, connections, log, poolOf = newPool } = this.options;
    const { username, password } = await credentials.read().catch((error: unknown) => {
      this.pool = undefined;
      throw error;
    });
    const pool = poolOf({
      host: this.settings.host,
      port: this.settings.port,
      database: this.settings.name,
      user: username,
      password: token ? () => token(username) : password,
      // Node checks the chain against its own authorities and NODE_EXTRA_CA_CERTS, and the name against the host.
      ssl: { rejectUnauthorized: true },
      max: connections,
      connectionTimeoutMillis: connectTimeout,
      query_timeout: statementTimeout,
      // On the server too, so that it does not work for nobody. Not through RDS Proxy, which is where tokens are wanted: it
      // refuses sessions that start with this parameter (seen in n8n-io/n8n#25705), and SET would pin them.
      ...(token === undefined && { statement_timeout: statementTimeout }),
      keepAlive: true,
    });
    pool.on("error", (error) => log("info", "database_connection_lost", { reason: reasonOf(error) }));
    return pool;
  }
}

const newPool = (config: pg.PoolConfig) => new pg.Pool(config);

/** SQLSTATE 28P01, invalid_password (PostgreSQL, "Error Codes"). */
function passwordRefused(error: unknown): boolean {
  return codeOf(error) === "28P01";
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
