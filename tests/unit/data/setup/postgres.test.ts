import assert from "node:assert/strict";
import { postgres } from "../../../../infra/data/setup/inside/postgres/postgres";
import { setUp } from "../../../../infra/data/setup/inside/setup";
import type { Migration } from "../../../../infra/data/setup/migrations";
import { migration, RdsPostgres } from "./rds-postgres";

const first = migration(
  "0001.do.notes.sql",
  "create table notes (id serial primary key, text text not null); insert into notes (text) values ('one; two');",
);
const users = ["function_posts", "instances"];

/** The bodies of refusals that a workload meets. */
const denied = /permission denied|must be owner/;

describe("The setup of PostgreSQL", function () {
  this.timeout(30_000);
  let database: RdsPostgres;
  beforeEach(async () => {
    database = await RdsPostgres.empty();
  });

  const prepare = async (migrations: readonly Migration[] = [first], names: readonly string[] = users) =>
    (
      await setUp(database.session, {
        engine: postgres,
        event: {
          task: "prepare",
          users: names,
          migrations: Object.fromEntries(migrations.map(({ file, sha256 }) => [file, sha256])),
        },
        migrations,
      })
    ).done;
  const tidy = async (names: readonly string[]) =>
    (await setUp(database.session, { engine: postgres, event: { task: "tidy", users: names }, migrations: [] })).done;
  const count = async (table: string) =>
    (await database.session.query(`select count(*)::int as n from ${table}`))[0]?.["n"];

  it("says what it makes, and makes nothing the second time", async () => {
    const done = await prepare();
    assert.ok(done.includes("ran 0001.do.notes.sql"));
    assert.deepEqual(done.slice(-2), ["made user function_posts", "made user instances"]);
    assert.deepEqual(await prepare(), []);
    assert.deepEqual(await tidy(users), []);
  });

  it("lets a workload read and write rows, also of tables that come later, and sign in with IAM alone", async () => {
    await prepare();
    await database.as("function_posts", "insert into notes (text) values ('two')");
    await database.as("function_posts", "update notes set text = 'three' where id = 2");
    await prepare([
      first,
      migration("0002.do.more.sql", "create table more (id int generated always as identity, n int)"),
    ]);
    await database.as("instances", "insert into more (n) values (1)");
    await database.as("instances", "delete from more");
    assert.equal(await count("notes"), 2);
    const [member] = await database.session.query("select pg_has_role('instances', 'rds_iam', 'USAGE') as is");
    assert.deepEqual(member, { is: true });
  });

  it("lets a workload do nothing else", async () => {
    await prepare([first, migration("0002.do.own.sql", "create schema own; create table own.secrets (id int)")]);
    for (const sql of [
      "drop table notes",
      "truncate notes",
      "alter table notes add column more text",
      "create table mine (id int)",
      "create temporary table mine (id int)",
      "create schema mine",
      "create index on notes (text)",
      "create trigger t before insert on notes execute function suppress_redundant_updates_trigger()",
      "select * from own.secrets",
      "select * from platform_migrations.migrations",
      "set role platform_schema_owner",
      "create role friend",
    ]) {
      await assert.rejects(database.as("function_posts", sql), denied, sql);
    }
  });

  it("takes the right to make tables from everybody, who had it before PostgreSQL 15", async () => {
    await database.session.query("grant create on schema public to public");
    assert.ok((await prepare()).includes("took the right to make tables from everybody"));
    await assert.rejects(database.as("function_posts", "create table mine (id int)"), denied);
    assert.deepEqual(await prepare(), []);
  });

  it("runs migrations as the owner of the schema, which owns what they make", async () => {
    await prepare();
    const [{ owner } = {}] = await database.session.query(
      "select tableowner as owner from pg_tables where tablename = 'notes'",
    );
    assert.equal(owner, "platform_schema_owner");
    const escape = migration("0002.do.escape.sql", "update platform_migrations.migrations set sha256 = ''");
    await assert.rejects(prepare([first, escape]), /permission denied for schema platform_migrations \(42501\)/);
  });

  it("takes over the tables, routines and types that the master user made before there was a setup", async () => {
    await database.session.query(`
      create table notes (id serial primary key, text text);
      insert into notes (text) values ('kept');
      create view all_notes as select * from notes;
      create type mood as enum ('good');
      create domain short as text check (length(value) < 9);
      create function two() returns int language sql return 2;
      create table parts (id int) partition by range (id);
      create table part partition of parts for values from (1) to (9)`);
    const again = migration(
      "0001.do.again.sql",
      "create table if not exists notes (id int); alter table notes add column done bool",
    );
    await prepare([again]);
    assert.deepEqual(await database.as("instances", "select text from all_notes"), [{ text: "kept" }]);
    await database.as("instances", "insert into notes (text) values ('new')");
    await database.as("instances", "insert into parts values (1)");
    assert.equal(
      (
        await database.session.query(
          "select from pg_class where relnamespace = 'public'::regnamespace and relowner = 'master'::regrole",
        )
      ).length,
      0,
    );
    assert.deepEqual(await prepare([again]), []);
  });

  it("leaves the database as it was before a file that fails, and names its statement", async () => {
    await prepare();
    const bad = migration(
      "0003.do.bad.sql",
      "insert into notes (text) values ('lost');\n-- then; this\nalter table notes\n  add column text int;\ndrop table notes;",
    );
    const good = migration("0002.do.good.sql", "create table good (id int)");
    await assert.rejects(prepare([first, good, bad]), {
      message: [
        '0003.do.bad.sql failed at its statement 2: column "text" of relation "notes" already exists (42701)',
        "  alter table notes add column text int",
        "The database is as it was before this file.",
      ].join("\n"),
    });
    assert.equal(await count("notes"), 1);
    assert.equal(await count("good"), 0);
    const mended = migration(bad.file, "insert into notes (text) values ('found')");
    assert.ok((await prepare([first, good, mended])).includes(`ran ${bad.file}`));
    assert.equal(await count("notes"), 2);
  });

  it("runs a file outside of a transaction where it says so", async () => {
    const index = migration(
      "0002.do.index.sql",
      "-- no transaction\ncreate index concurrently if not exists by_text on notes (text);",
    );
    await assert.rejects(
      prepare([first, { ...index, sql: index.sql.slice("-- no transaction\n".length) }]),
      /cannot run inside a transaction block \(25001\)/,
    );
    await prepare([first, index]);
    const [{ owner } = {}] = await database.session.query(
      "select tableowner as owner from pg_indexes join pg_tables using (tablename) where indexname = 'by_text'",
    );
    assert.equal(owner, "platform_schema_owner");
    const half = migration(
      "0003.do.half.sql",
      "-- no transaction\ncreate table half (id int);\nselect * from nothing;",
    );
    await assert.rejects(prepare([first, index, half]), /what is before that statement has been done/);
    assert.equal(await count("half"), 0);
    assert.ok((await prepare([first, index, migration(half.file, "drop table half")])).includes(`ran ${half.file}`));
  });

  it("refuses a file that commits by itself, and one without a statement, before it runs any", async () => {
    for (const sql of [
      "create table a (id int); commit; drop table a",
      "/* so */ BEGIN; select 1; end;",
      "start transaction; select 1",
    ]) {
      await assert.rejects(
        prepare([first, migration("0002.do.own.sql", sql)]),
        /^Error: 0002\.do\.own\.sql: the file is one transaction already; take out: /,
      );
    }
    await assert.rejects(
      prepare([first, migration("0002.do.none.sql", "-- later")]),
      /0002\.do\.none\.sql has no statement/,
    );
    await assert.rejects(database.session.query("select from notes"), /does not exist/);
    await prepare([first, migration("0002.do.back.sql", "savepoint s; delete from notes; rollback to s")]);
    assert.equal(await count("notes"), 1);
  });

  it("does not let a file's settings reach the next one", async () => {
    const setting = migration(
      "0001.do.setting.sql",
      "create schema own; set search_path = own; create table here (id int)",
    );
    await prepare([setting, migration("0002.do.next.sql", "create table there (id int)")]);
    assert.equal(await count("own.here"), 0);
    assert.equal(await count("public.there"), 0);
  });

  it("refuses files that were changed, are missing or come too late, before it runs any", async () => {
    await prepare([first, migration("0003.do.third.sql", "select 3")]);
    const second = migration("0002.do.second.sql", "drop table notes");
    await assert.rejects(prepare([migration(first.file, "select 1"), second]), (error: Error) => {
      assert.match(
        error.message,
        /^0001\.do\.notes\.sql has run and was changed since: .*\n0003\.do\.third\.sql has run and is not there any more/,
      );
      assert.match(
        error.message,
        /\n0002\.do\.second\.sql has not run, and 0003\.do\.third\.sql has, which comes after it/,
      );
      return true;
    });
    assert.equal(await count("notes"), 1);
  });

  it("takes back what a user was given by hand", async () => {
    await prepare();
    await database.session.query(`
      grant truncate on notes to function_posts;
      grant select on platform_migrations.migrations to function_posts;
      grant usage on schema platform_migrations to function_posts;
      grant create on schema public to function_posts;
      grant create, temporary on database postgres to function_posts;
      grant platform_schema_owner to function_posts;
      grant truncate on notes to platform_workloads;
      revoke insert on notes from platform_workloads;
      grant update (text) on notes to platform_workloads;
      revoke rds_iam from function_posts;
      alter role function_posts createdb nologin`);
    await database.session.query(
      "grant function_posts to current_user; create table theirs (id int); alter table theirs owner to function_posts; revoke function_posts from current_user",
    );
    const done = await prepare();
    assert.deepEqual(done, [
      "took from user function_posts what it was given by hand",
      "mended user function_posts",
      "let workloads use notes",
      "let workloads use theirs",
    ]);
    const [master] = await database.session.query("select pg_has_role('rds_iam', 'USAGE') as is");
    assert.deepEqual(master, { is: false }, "the master user signs in with its password still");
    for (const sql of [
      "truncate notes",
      "select * from platform_migrations.migrations",
      "create table x (id int)",
      "create temporary table x (id int)",
      "drop table theirs",
      "set role platform_schema_owner",
    ]) {
      await assert.rejects(database.as("function_posts", sql), denied, sql);
    }
    await database.as("function_posts", "insert into notes (text) values ('again')");
    await database.as("function_posts", "insert into theirs values (1)");
    assert.deepEqual(await prepare(), []);
  });

  it("drops the users of workloads that are gone, and keeps what was theirs", async () => {
    await prepare();
    await database.session.query(
      "grant create on schema public to function_posts; grant function_posts to current_user; create table left_over (id int); alter table left_over owner to function_posts; revoke function_posts from current_user",
    );
    await database.session.query("grant select on platform_migrations.migrations to function_posts");
    await database.session.query("create role friend login; grant platform_workloads to friend");
    assert.deepEqual(
      await prepare([first], ["instances"]),
      [],
      "nobody is dropped while the release before still runs",
    );
    assert.deepEqual(await tidy(["instances"]), ["dropped user function_posts"]);
    assert.deepEqual(
      await database.session.query(
        "select rolname from pg_roles where rolname ~ '^(function|instances|friend)' order by 1",
      ),
      [{ rolname: "friend" }, { rolname: "instances" }],
    );
    assert.equal(await count("left_over"), 0);
    assert.deepEqual(await tidy(["instances"]), []);
    assert.deepEqual(
      (await prepare()).filter((line) => line.includes("user")),
      ["made user function_posts"],
    );
  });

  it("leaves a role alone that somebody else made", async () => {
    await database.session.query("create role instances login");
    await assert.rejects(
      prepare(),
      /the database has a role instances that the platform did not make: rename or drop it/,
    );
    assert.equal((await database.session.query("select from pg_roles where rolname = 'function_posts'")).length, 0);
  });

  it("demands the migrations that the stack has", async () => {
    const event = { task: "prepare", users, migrations: { [first.file]: "other" } } as const;
    await assert.rejects(
      setUp(database.session, { engine: postgres, event, migrations: [first] }),
      /with other migrations than the stack has: 0001\.do\.notes\.sql/,
    );
  });
});
