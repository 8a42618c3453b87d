import assert from "node:assert/strict";
import { mendingGrants } from "../../../../infra/data/setup/inside/mysql/grants";
import { mysql } from "../../../../infra/data/setup/inside/mysql/mysql";
import type { Row, Session } from "../../../../infra/data/setup/inside/session";
import { setUp } from "../../../../infra/data/setup/inside/setup";
import { migration } from "./rds-postgres";

const usage = "GRANT USAGE ON *.* TO `instances`@`%`";
const wanted = "GRANT SELECT, INSERT, UPDATE, DELETE ON `my\\_app`.* TO `instances`@`%`";

/** A session that notes what it is told, and answers what begins with one of the keys. */
function noting(answers: Readonly<Record<string, readonly Row[] | Error>>): { session: Session; told: string[] } {
  const told: string[] = [];
  const query = async (sql: string, values: readonly unknown[] = []) => {
    told.push([sql, ...values.map(String)].join(" | "));
    const [, answer = []] = Object.entries(answers).find(([start]) => sql.startsWith(start)) ?? [];
    if (answer instanceof Error) throw answer;
    return [...answer];
  };
  return { session: { query, close: async () => undefined }, told };
}

const always = {
  "SELECT GET_LOCK": [{ locked: 1 }],
  "SELECT DATABASE()": [{ name: "my_app" }],
  "SELECT 1 FROM information_schema.tables": [{ 1: 1 }],
  "SELECT user AS name": [{ name: "function_gone" }, { name: "instances" }],
};
const changes = (told: readonly string[]) => told.filter((line) => !/^(SELECT|SHOW)/.test(line));
const prepare = (session: Session, sql = "CREATE TABLE a (id INT)") => {
  const file = migration("0001.do.a.sql", sql);
  const event = { task: "prepare", users: ["instances"], migrations: { [file.file]: file.sha256 } } as const;
  return setUp(session, { engine: mysql, event, migrations: [file] });
};

describe("The grants of a MySQL user", () => {
  const mend = (...shown: string[]) => mendingGrants("instances", "my_app", shown);

  it("are given where they are missing, and left where they are as they should be", () => {
    assert.deepEqual(mend(usage), [wanted]);
    assert.deepEqual(mend(usage, wanted), []);
  });

  it("are all taken away where there is anything more, and given again", () => {
    const all = "REVOKE ALL PRIVILEGES, GRANT OPTION FROM `instances`@`%`";
    for (const more of [
      "GRANT SELECT, INSERT, UPDATE, DELETE, DROP ON `my\\_app`.* TO `instances`@`%`",
      "GRANT SELECT ON `other`.* TO `instances`@`%`",
      "GRANT PROCESS ON *.* TO `instances`@`%`",
      `${wanted} WITH GRANT OPTION`,
    ]) {
      assert.deepEqual(mend(usage, more, wanted), [all, wanted], more);
    }
  });

  it("come from no role", () => {
    assert.deepEqual(mend(usage, wanted, "GRANT `admins`@`%`,`b`@`h` TO `instances`@`%`"), [
      "REVOKE `admins`@`%`,`b`@`h` FROM `instances`@`%`",
    ]);
  });
});

describe("The setup of MySQL", () => {
  it("makes the record, runs files, and makes users that sign in with IAM over TLS", async () => {
    const { session, told } = noting({
      ...always,
      "SELECT 1 FROM information_schema.tables": [],
      "SHOW GRANTS": [{ g: usage }],
    });
    const { done } = await prepare(session);
    assert.deepEqual(done, ["began to record migrations", "ran 0001.do.a.sql", "made user instances"]);
    assert.deepEqual(changes(told), [
      "CREATE DATABASE IF NOT EXISTS platform_migrations",
      "CREATE TABLE IF NOT EXISTS platform_migrations.migrations (file VARCHAR(255) PRIMARY KEY, sha256 CHAR(64) NOT NULL, ran_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)",
      "START TRANSACTION",
      "CREATE TABLE a (id INT)",
      `INSERT INTO platform_migrations.migrations (file, sha256) VALUES (?, ?) | 0001.do.a.sql | ${migration("0001.do.a.sql", "CREATE TABLE a (id INT)").sha256}`,
      "COMMIT",
      `CREATE USER \`instances\`@\`%\` IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL ATTRIBUTE '{"madeBy": "platform"}'`,
      wanted,
    ]);
  });

  it("changes nothing the second time, and mends what was changed by hand", async () => {
    const file = migration("0001.do.a.sql", "CREATE TABLE a (id INT)");
    const asMade = { plugin: "AWSAuthenticationPlugin", tls: "ANY", locked: "N" };
    const again = {
      ...always,
      "SELECT file": [{ file: file.file, sha256: file.sha256 }],
      "SHOW GRANTS": [{ g: usage }, { g: wanted }],
    };
    const second = noting({ ...again, "SELECT plugin": [asMade] });
    assert.deepEqual((await prepare(second.session)).done, []);
    assert.deepEqual(changes(second.told), []);
    const third = noting({ ...again, "SELECT plugin": [{ ...asMade, plugin: "mysql_native_password" }] });
    assert.deepEqual((await prepare(third.session)).done, ["mended user instances"]);
    assert.deepEqual(changes(third.told), [
      "ALTER USER `instances`@`%` IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL ACCOUNT UNLOCK",
    ]);
  });

  it("leaves a user alone that somebody else made", async () => {
    const { session, told } = noting({ ...always, "SELECT user AS name": [], "SELECT plugin": [{}] });
    await assert.rejects(prepare(session), /a user instances that the platform did not make/);
    assert.ok(!told.some((line) => /^(ALTER|GRANT|REVOKE|DROP)/.test(line)));
  });

  it("ends the sessions of users that are gone, and drops them", async () => {
    const { session, told } = noting({ ...always, "SELECT id": [{ id: 7 }], CALL: new Error("no such thread") });
    const { done } = await setUp(session, {
      engine: mysql,
      event: { task: "tidy", users: ["instances"] },
      migrations: [],
    });
    assert.deepEqual(done, ["dropped user function_gone"]);
    assert.deepEqual(changes(told), [
      "ALTER USER `function_gone`@`%` ACCOUNT LOCK",
      "CALL mysql.rds_kill(?) | 7",
      "DROP USER `function_gone`@`%`",
    ]);
  });

  it("says that what is before a statement that failed has been done", async () => {
    const { session } = noting({ ...always, "CREATE TABLE a": new Error("no") });
    await assert.rejects(prepare(session), /MySQL commits each change of the schema by itself/);
  });

  it("waits for another setup, and not for ever", async () => {
    const { session, told } = noting({ ...always, "SELECT GET_LOCK": [{ locked: 0 }] });
    const event = { task: "tidy", users: [] } as const;
    await assert.rejects(setUp(session, { engine: mysql, event, migrations: [], patience: 0 }), /another setup/);
    assert.equal(told.length, 1);
  });
});
