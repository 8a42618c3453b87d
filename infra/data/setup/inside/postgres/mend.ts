import type { Done } from "../engine";
import { type Session, texts } from "../session";

/**
 * Carries out what a query says is to be done: its rows have a `statement` and, in `done`, what it does in words. A query that
 * finds nothing to be done changes nothing, and so does every second run.
 */
export async function mend(session: Session, query: string, values: readonly unknown[] = []): Promise<Done> {
  const rows = await session.query(query, values);
  for (const statement of texts(rows, "statement")) await session.query(statement);
  return [...new Set(texts(rows, "done"))];
}

/** Commits all that the work did, or nothing of it. */
export async function transaction<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.query("begin");
  try {
    const result = await work();
    await session.query("commit");
    return result;
  } catch (error) {
    await session.query("rollback").catch(() => undefined);
    throw error;
  }
}
