import type { Migration } from "../migrations";
import type { Done, Engine } from "./engine";
import { pending } from "./pending";
import { Refused, type Session } from "./session";
import { withoutComments } from "./statements";

/** A file that begins so is no transaction, because it has a statement that cannot be in one, such as CREATE INDEX CONCURRENTLY. */
const noTransaction = /^-- no transaction\s*(\n|$)/;

/** What a file must not say by itself: it is a transaction already. */
const control = /^(begin|start\s+transaction|commit|end|rollback(?!\s+(work\s+|transaction\s+)?to\b)|abort)\b/i;

/** The longest part of a statement that an error shows. */
const shown = 400;

/**
 * Runs the migrations that have not run yet, one after the other, each with the record that it has run.
 *
 * @throws Error that names the file, the statement and what the database says of it; what came before that file has run.
 */
export async function migrate(engine: Engine, session: Session, migrations: readonly Migration[]): Promise<Done> {
  const files = pending(migrations, await engine.recorded(session));
  // All are read before the first one runs.
  const parsed = files.map((file) => ({ ...file, ...parse(engine, file) }));
  for (const file of parsed) await run(engine, session, file);
  return parsed.map(({ file }) => `ran ${file}`);
}

function parse(engine: Engine, { file, sql }: Migration): { transaction: boolean; statements: string[] } {
  const transaction = !noTransaction.test(sql);
  const statements = engine.statements(sql);
  if (statements.length === 0) throw new Error(`${file} has no statement`);
  const controlling = statements.find((statement) => transaction && control.test(withoutComments(statement)));
  if (controlling === undefined) return { transaction, statements };
  throw new Error(`${file}: the file is one transaction already; take out: ${brief(controlling)}`);
}

type Parsed = Migration & ReturnType<typeof parse>;

async function run(engine: Engine, session: Session, file: Parsed): Promise<void> {
  let at = 0;
  try {
    await engine.begin(session, file);
    for (; at < file.statements.length; at += 1) await session.query(file.statements[at] ?? "");
    await engine.record(session, file);
  } catch (error) {
    // The connection may be what failed.
    await engine.giveUp(session).catch(() => undefined);
    throw new Error(failure(engine, file, at, error));
  }
}

function failure(engine: Engine, { file, transaction, statements }: Parsed, at: number, error: unknown): string {
  const words = error instanceof Refused ? error.words : String(error instanceof Error ? error.message : error);
  const place = statements[at] === undefined ? "when it was to be committed" : `at its statement ${at + 1}`;
  return [
    `${file} failed ${place}: ${words}`,
    ...(statements[at] === undefined ? [] : [`  ${brief(statements[at])}`]),
    engine.caution({ transaction }) ?? "The database is as it was before this file.",
  ].join("\n");
}

function brief(statement: string): string {
  const line = withoutComments(statement).replace(/\s+/g, " ");
  return line.length > shown ? `${line.slice(0, shown)} ...` : line;
}
