export interface Database {
  /** Runs SQL in PostgreSQL's dialect; values go by parameter only. */
  query(sql: string, parameters?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The database cannot answer now: the request may be repeated later. The cause says why. */
export class DatabaseAway extends Error {
  override name = "DatabaseAway";
}
