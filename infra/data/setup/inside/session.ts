import { setTimeout as delay } from "node:timers/promises";
import type { Credentials } from "../event";
import { codeOf } from "./code-of";

export type Row = Readonly<Record<string, unknown>>;

/** One connection to the primary, signed in as the master user. */
export interface Session {
  /** One statement; values go by parameter only. Rejects with `Refused` where the database has something to say. */
  query(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Where the database is, and until when the work may last. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly credentials: Credentials;
  /** Of one statement, in milliseconds: then the database ends it. */
  readonly longestStatement: number;
}

/** How long a statement waits for a lock, in seconds: whoever waits for a table holds up all that come after it. */
export const lockSeconds = 30;
/** Of one attempt to connect, in milliseconds. */
export const connectTimeout = 10_000;

/** The database's own words: its code (SQLSTATE on PostgreSQL) and its message. */
export class Refused extends Error {
  override name = "Refused";

  constructor(
    readonly code: string,
    message: string,
    /** What the database adds: details and hints. */
    readonly more: readonly string[] = [],
  ) {
    super(message);
  }

  /** `column "x" does not exist (42703); Perhaps you meant "y".` */
  get words(): string {
    return [`${this.message} (${this.code})`, ...this.more].join("; ");
  }
}

/** The password was refused: it may have been rotated since it was read. */
export class PasswordRefused extends Error {
  override name = "PasswordRefused";
}

/** The text in one column of every row. */
export function texts(rows: readonly Row[], column: string): string[] {
  return rows.map((row) => String(row[column]));
}

interface Patience {
  /** In milliseconds since the epoch. */
  readonly until: number;
  readonly pauseMs?: number;
}

/**
 * Opens a session, again and again while the database is on its way: just made, restarting or failing over. The name of a
 * database that was just made may not be known everywhere, either.
 */
export async function opened(open: () => Promise<Session>, { until, pauseMs = 3_000 }: Patience): Promise<Session> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!onItsWay(error) || Date.now() + pauseMs > until) throw error;
      await delay(pauseMs);
    }
  }
}

/** Codes of Node, SQLSTATEs of PostgreSQL's classes 53 and 57, and names of mysql2. */
const passing = [
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN"],
  ...["53300", "57P01", "57P02", "57P03"],
  ...["PROTOCOL_CONNECTION_LOST", "ER_CON_COUNT_ERROR", "ER_SERVER_SHUTDOWN"],
];

function onItsWay(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code !== undefined) return passing.includes(code);
  // What pg says where a connection ends or hangs has no code.
  return /^(Connection terminated|timeout expired)/.test(error.message);
}
