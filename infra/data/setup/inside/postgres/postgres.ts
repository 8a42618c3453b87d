import { postgreSplitterOptions } from "dbgate-query-splitter";
import type { Engine } from "../engine";
import { texts } from "../session";
import { statementsOf } from "../statements";
import { owner, records } from "./names";
import { openPostgres } from "./open";
import { prepareSchema } from "./schema";
import { tidy } from "./tidy";
import { prepareUsers } from "./users";

/** Any number that nothing else in the database locks: advisory locks have no names. */
const lockId = 7_246_002;

/** RDS for PostgreSQL, 13 to 18. A migration is a transaction with the record that it has run, as the owner of the schema. */
export const postgres: Engine = {
  open: openPostgres,

  async tryLock(session) {
    const [locked] = texts(await session.query("select pg_try_advisory_lock($1) as locked", [lockId]), "locked");
    return locked === "true";
  },

  prepareSchema,

  async recorded(session) {
    const rows = await session.query(`select file, sha256 from ${records}.migrations order by file`);
    return rows.map(({ file, sha256 }) => ({ file: String(file), sha256: String(sha256) }));
  },

  statements: (sql) => statementsOf(sql, postgreSplitterOptions),

  caution: ({ transaction }) =>
    transaction
      ? undefined
      : "The file is no transaction: what is before that statement has been done. Write it so that it may run again.",

  async begin(session, { transaction }) {
    if (transaction) await session.query("begin");
    await session.query(`set role ${owner}`);
  },

  async record(session, { file, sha256, transaction }) {
    await session.query("reset role");
    await session.query(`insert into ${records}.migrations (file, sha256) values ($1, $2)`, [file, sha256]);
    if (transaction) await session.query("commit");
    // What the file has set for its session is not for the next one.
    await session.query("reset all");
  },

  async giveUp(session) {
    await session.query("rollback");
    await session.query("reset role");
  },

  prepareUsers,
  tidy,
};
