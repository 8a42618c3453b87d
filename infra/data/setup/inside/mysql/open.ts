import { createConnection, type Connection } from "mysql2/promise";
import { codeOf } from "../code-of";
import { connectTimeout, lockSeconds, PasswordRefused, Refused, type Row, type Session, type Target } from "../session";

/** A session at MySQL, over TLS with the certificate and its name verified. One statement at a time is all that it takes. */
export async function openMysql(target: Target): Promise<Session> {
  const connection = await connect(target);
  // The statement under way fails with it, or the next one.
  connection.on("error", () => undefined);
  const session: Session = {
    query: async (sql, values) => {
      try {
        const [rows] = await connection.query({ sql, values: [...(values ?? [])], timeout: target.longestStatement });
        return Array.isArray(rows) ? (rows as Row[]) : [];
      } catch (error) {
        throw refused(error);
      }
    },
    close: () => connection.end(),
  };
  // For tables' definitions, and for rows.
  await session.query(`set session lock_wait_timeout = ${lockSeconds}, innodb_lock_wait_timeout = ${lockSeconds}`);
  return session;
}

async function connect({ host, port, database, credentials }: Target): Promise<Connection> {
  try {
    return await createConnection({
      host,
      port,
      database,
      user: credentials.username,
      password: credentials.password,
      ssl: { rejectUnauthorized: true, verifyIdentity: true },
      connectTimeout,
      enableKeepAlive: true,
    });
  } catch (error) {
    if (codeOf(error) === "ER_ACCESS_DENIED_ERROR") throw new PasswordRefused(refused(error).message);
    throw error;
  }
}

/** Nothing else of the driver's error is passed on: it has the connection's configuration. */
function refused(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const state = "sqlState" in error && typeof error.sqlState === "string" ? error.sqlState : undefined;
  const code = codeOf(error);
  return state === undefined ? error : new Refused([code, state].filter(Boolean).join(", "), error.message);
}
