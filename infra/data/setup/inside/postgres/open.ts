import pg from "pg";
import { connectTimeout, lockSeconds, PasswordRefused, Refused, type Session, type Target } from "../session";

/** SQLSTATE of a password that is wrong (PostgreSQL, "Error Codes"). */
const invalidPassword = "28P01";

/** A session at PostgreSQL, over TLS with the certificate and its name verified. */
export async function openPostgres(target: Target): Promise<Session> {
  const client = new pg.Client({
    host: target.host,
    port: target.port,
    database: target.database,
    user: target.credentials.username,
    password: target.credentials.password,
    // Node checks against its own authorities and NODE_EXTRA_CA_CERTS, and the name against the host.
    ssl: { rejectUnauthorized: true },
    connectionTimeoutMillis: connectTimeout,
    keepAlive: true,
    application_name: "platform setup",
    lock_timeout: lockSeconds * 1_000,
    statement_timeout: target.longestStatement,
    // Whatever a role or the database has set: migrations say where their tables are, or mean `public`.
    options: "-c search_path=public",
  });
  // The statement under way fails with it, or the next one.
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    if (error instanceof pg.DatabaseError && error.code === invalidPassword) throw new PasswordRefused(error.message);
    throw error;
  }
  return sessionOf(client);
}

export function sessionOf(client: pg.ClientBase & Pick<pg.Client, "end">): Session {
  return {
    query: async (sql, values) => {
      try {
        // A text of several statements, which has no values, gives the result of each.
        const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql, values && [...values]);
        return Array.isArray(result) ? [] : (result.rows as Record<string, unknown>[]);
      } catch (error) {
        throw error instanceof pg.DatabaseError ? refused(error) : error;
      }
    },
    close: () => client.end(),
  };
}

function refused({ code = "", message, detail, hint, where }: pg.DatabaseError): Refused {
  const more = [detail, hint, where?.replace(/\s+/g, " ")];
  return new Refused(
    code,
    message,
    more.filter((part) => part !== undefined),
  );
}
