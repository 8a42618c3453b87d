/** Runs SQL in PostgreSQL's dialect; values go by parameter only. */
export interface Queryable {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface Database extends Queryable {
  /** Commits what the work did, or nothing of it when it fails. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
}

/** The database cannot answer now: the request may be repeated later. The cause says why. */
export class DatabaseAway extends Error {
  override name = "DatabaseAway";
}
