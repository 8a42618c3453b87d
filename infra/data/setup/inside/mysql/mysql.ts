import { mysqlSplitterOptions } from "dbgate-query-splitter";
import type { Done, Engine } from "../engine";
import { type Session, texts } from "../session";
import { statementsOf } from "../statements";
import { accountOf, mendingGrants } from "./grants";
import { openMysql } from "./open";

/** A database of its own, out of reach of workloads. Longer than \`database.masterUsername\`, and nobody's \`databaseName\`. */
const records = "platform_migrations";

/** Attribute of the users that the setup makes, by which it knows its own: those of others are never touched. */
const mark = '{"madeBy": "platform"}';

/**
 * RDS for MySQL, 8.0 and 8.4. Migrations run as the master user, because nothing is owned in MySQL. A change of the schema commits
 * by itself (MySQL, "Statements That Cause an Implicit Commit"), so a file that fails leaves what is before the statement.
 */
export const mysql: Engine = {
  open: openMysql,

  async tryLock(session) {
    const [locked] = texts(await session.query("SELECT GET_LOCK(?, 0) AS locked", [records]), "locked");
    return locked === "1";
  },

  async prepareSchema(session) {
    const [found] = await session.query("SELECT 1 FROM information_schema.tables WHERE table_schema = ?", [records]);
    if ((await databaseOf(session)) === records) throw new Error(`a database cannot be called ${records}`);
    if (found !== undefined) return [];
    await session.query(`CREATE DATABASE IF NOT EXISTS ${records}`);
    await session.query(
      `CREATE TABLE IF NOT EXISTS ${records}.migrations (file VARCHAR(255) PRIMARY KEY, sha256 CHAR(64) NOT NULL, ` +
        "ran_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
    );
    return ["began to record migrations"];
  },

  async recorded(session) {
    const rows = await session.query(`SELECT file, sha256 FROM ${records}.migrations ORDER BY file`);
    return rows.map(({ file, sha256 }) => ({ file: String(file), sha256: String(sha256) }));
  },

  statements: (sql) => statementsOf(sql, mysqlSplitterOptions),

  caution: () =>
    "MySQL commits each change of the schema by itself: what is before that statement has been done. Write the file so that it may run again.",

  async begin(session, { transaction }) {
    if (transaction) await session.query("START TRANSACTION");
  },

  async record(session, { file, sha256 }) {
    await session.query(`INSERT INTO ${records}.migrations (file, sha256) VALUES (?, ?)`, [file, sha256]);
    await session.query("COMMIT");
  },

  async giveUp(session) {
    await session.query("ROLLBACK");
  },

  async prepareUsers(session, users) {
    const database = await databaseOf(session);
    const done: Done = [];
    for (const user of users) done.push(...(await prepareUser(session, user, database)));
    return done;
  },

  async tidy(session, users) {
    const gone = (await ours(session)).filter((user) => !users.includes(user));
    for (const user of gone) await drop(session, user);
    return gone.map((user) => `dropped user ${user}`);
  },
};

async function databaseOf(session: Session): Promise<string> {
  const [name = ""] = texts(await session.query("SELECT DATABASE() AS name"), "name");
  return name;
}

/** Sign-in with IAM, over TLS only (RDS User Guide, "Creating a database account using IAM authentication"). */
async function prepareUser(session: Session, user: string, database: string): Promise<Done> {
  const account = accountOf(user);
  const plugin = "IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL";
  const [existing] = await session.query(
    "SELECT plugin AS plugin, ssl_type AS tls, account_locked AS locked FROM mysql.user WHERE user = ? AND host = '%'",
    [user],
  );
  if (existing === undefined) await session.query(`CREATE USER ${account} ${plugin} ATTRIBUTE '${mark}'`);
  if (!(await ours(session)).includes(user)) {
    throw new Error(
      `the database has a user ${user} that the platform did not make: rename or drop it, and run up again`,
    );
  }
  const { plugin: used, tls, locked } = existing ?? {};
  const asMade = existing === undefined || (used === "AWSAuthenticationPlugin" && tls === "ANY" && locked === "N");
  if (!asMade) await session.query(`ALTER USER ${account} ${plugin} ACCOUNT UNLOCK`);
  const shown = (await session.query(`SHOW GRANTS FOR ${account}`)).map((row) => String(Object.values(row)[0]));
  const statements = mendingGrants(user, database, shown);
  for (const statement of statements) await session.query(statement);
  if (existing === undefined) return [`made user ${user}`];
  return asMade && statements.length === 0 ? [] : [`mended user ${user}`];
}

async function ours(session: Session): Promise<string[]> {
  const rows = await session.query(
    "SELECT user AS name FROM information_schema.user_attributes WHERE host = '%' AND attribute->>'$.madeBy' = 'platform' ORDER BY user",
  );
  return texts(rows, "name");
}

/** Its sessions would go on: dropping a user ends none (MySQL, "DROP USER Statement"). */
async function drop(session: Session, user: string): Promise<void> {
  await session.query(`ALTER USER ${accountOf(user)} ACCOUNT LOCK`);
  const sessions = await session.query("SELECT id AS id FROM information_schema.processlist WHERE user = ?", [user]);
  for (const id of texts(sessions, "id")) {
    // RDS lets nobody KILL; one that has ended meanwhile is no error (RDS User Guide, "mysql.rds_kill").
    await session.query("CALL mysql.rds_kill(?)", [Number(id)]).catch(() => undefined);
  }
  await session.query(`DROP USER ${accountOf(user)}`);
}
