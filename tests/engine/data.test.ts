import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { underLoad } from "./data/load";
import type { Attempt } from "./data/probe";
import { DataStack } from "./data/stack";
import { AT_ONCE, NO_POLICIES, Platform } from "./platform";

const seeded = ["Hello", "Zones", "Caches"];
const first = "app/database/migrations/0001.do.posts-and-users.sql";
const second = "app/database/migrations/0002.do.views.sql";

/** Functions that read posts from a database, through a cache: one stack in the order of its days, and another one made from its snapshot. */
describe("a stack with data", () => {
  const platform = new Platform();
  const stack = new DataStack(platform);
  const restored = new DataStack(platform, "restored");
  /** Takes longer than all the rest, so it goes on beside it. */
  let restoring: Promise<PromiseSettledResult<unknown>[]>;
  after(() => platform.remove());

  const titles = async (of = stack) => (await of.posts()).map(({ title }) => title);
  /** An update that has to fail, and what it says. */
  const refusedUp = async (): Promise<string> => {
    const { code, output } = await platform.run("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);
    assert.notEqual(code, 0, output);
    return output;
  };

  before(() => platform.up("dev"));

  describe("that is read", () => {
    it("answers with the rows of the migration", async () => {
      assert.deepEqual(await titles(), seeded);
    });

    it("serves a new row by its id at once, and in the list once the cache's entry has ended", async () => {
      await stack.rows("insert into posts (id, title, body) values ('4', 'Fourth', 'New.')");
      const { status, body } = await stack.ask("/api/posts/4");
      assert.equal(status, 200, body);
      const { cached = "{}" } = await stack.probe({ read: "v1:posts:list" });
      assert.deepEqual(
        (JSON.parse(cached) as { value: { title: string }[] }).value.map(({ title }) => title),
        seeded,
      );
      assert.deepEqual(await titles(), seeded);
      await stack.probe({ end: "v1:posts:list" });
      assert.deepEqual(await titles(), [...seeded, "Fourth"]);
    });
  });

  describe("to which workloads sign in", () => {
    const sql = "select current_user";
    const refuses = (what: string, attempt: Attempt, code: string, message: RegExp) =>
      it(`refuses ${what}`, async () => {
        const found = await stack.probe({ sql, ...attempt });
        assert.deepEqual([found.rows, found.code], [undefined, code], JSON.stringify(found));
        assert.match(found.message ?? "", message);
      });
    const noToken = (user: string) => new RegExp(`^PAM authentication failed for user "${user}"$`);
    const own = "function_probe";

    it("lets in a workload as itself", async () => {
      assert.deepEqual(await stack.rows(sql), [{ current_user: own }]);
    });

    refuses("another workload's user", { user: "function_posts", tokenFor: own }, "28000", noToken("function_posts"));
    refuses("a token that its role may not use", { user: "function_posts" }, "28000", noToken("function_posts"));
    refuses("an expired token", { tokenSeconds: 901 }, "28000", noToken(own));
    refuses("plain text", { plain: true }, "28000", /no encryption/);
    refuses("a token of the master user", { user: "platform" }, "28P01", /password authentication failed/);
    refuses("DROP TABLE", { sql: "drop table posts" }, "42501", /must be owner of table posts/);
    refuses("CREATE TABLE", { sql: "create table mine (id int)" }, "42501", /permission denied for schema public/);
    refuses("TRUNCATE", { sql: "truncate posts" }, "42501", /permission denied for table posts/);
    refuses("the record of migrations", { sql: "select * from platform_migrations.migrations" }, "42501", /denied/);
  });

  describe("under a small load", () => {
    /** Each request reads the database: nobody has asked for this post before, and there is none. */
    const load = (name: string, happens: () => Promise<unknown>) =>
      underLoad((number) => stack.ask(`/api/posts/${name}-${number}`), { wanted: 404, until: 10 }, happens);

    it("does not notice that the master password rotates", async () => {
      const aws = await platform.localAws();
      const { identifier } = await stack.instance();
      const [before] = await platform.secretValues();
      const asked = await load("rotation", () =>
        aws.query("rds", "ModifyDBInstance", {
          DBInstanceIdentifier: identifier,
          RotateMasterUserPassword: "true",
          ApplyImmediately: "true",
        }),
      );
      assert.notEqual((await platform.secretValues())[0], before);
      assert.deepEqual(
        asked.filter(({ status }) => status !== 404),
        [],
      );
    });

    it("asks to be asked again while the database fails over, and is back within seconds", async () => {
      const aws = await platform.localAws();
      const { identifier } = await stack.instance();
      const asked = await load("failover", () =>
        aws.query("rds", "RebootDBInstance", { DBInstanceIdentifier: identifier, ForceFailover: "true" }),
      );
      const failed = asked.filter(({ status }) => status !== 404);
      const times = failed.map(({ at }) => at);
      assert.ok(failed.length > 0, "nothing was cut");
      assert.deepEqual([...new Set(failed.map(({ status }) => status))], [503]);
      assert.ok(Math.max(...times) - Math.min(...times) < 15_000, JSON.stringify(failed));
    });
  });

  describe("that grows older", () => {
    it("is upgraded from 17 to 18 with its rows, users and schema", async () => {
      const aws = await platform.localAws();
      const { identifier } = await stack.instance();
      const DBSnapshotIdentifier = "before-the-upgrade";
      await aws.query("rds", "CreateDBSnapshot", { DBInstanceIdentifier: identifier, DBSnapshotIdentifier });
      await stack.rows("insert into posts (id, title, body) values ('5', 'Fifth', 'After the snapshot.')");
      platform.set("restored", "database", { restore: { snapshot: DBSnapshotIdentifier } });
      platform.set("dev", "database", { engineVersion: "18" });
      restoring = Promise.allSettled([platform.up("restored")]);
      await platform.up("dev");
      assert.match((await stack.instance()).xml, /<EngineVersion>18\./);
      assert.deepEqual(await stack.rows("select current_setting('server_version_num')::int / 10000 as major"), [
        { major: 18 },
      ]);
      await stack.probe({ end: "v1:posts:list" });
      assert.deepEqual(await titles(), [...seeded, "Fourth", "Fifth"]);
      await platform.isUpToDate("dev");
      await platform.hasNotDrifted("dev");
    });
  });

  describe("whose schema changes", () => {
    const broken = "create table views (post varchar(255) primary key);\ninsert into nothing values (1);\n";

    it("fails with file, statement and the database's words, changes nothing, and releases nothing", async () => {
      platform.write(second, broken);
      stack.raise(1);
      const output = await refusedUp();
      assert.match(output, /0002\.do\.views\.sql failed at its statement 2: .*relation "nothing" does not exist/);
      assert.match(output, /insert into nothing values \(1\)/);
      assert.match(output, /The database is as it was before this file\./);
      assert.equal((await stack.probe({ sql: "select 1" })).release, 1);
      assert.deepEqual(await stack.rows("select to_regclass('public.views')::text as found"), [{ found: null }]);
    });

    it("runs once when it is mended, and lets the new code go out", async () => {
      platform.write(second, broken.replace("into nothing values (1)", "into views values ('1')"));
      await platform.up("dev");
      assert.equal((await stack.probe({ sql: "select 1" })).release, 2);
      await platform.isUpToDate("dev");
      assert.deepEqual(await stack.rows("select post from views"), [{ post: "1" }]);
    });

    it("is refused where a file was changed that has run", async () => {
      const file = join(platform.folder, first);
      const kept = readFileSync(file, "utf8");
      platform.change(first, (sql) => sql.replace("'Hello'", "'Other'"));
      assert.match(await refusedUp(), /0001\.do\.posts-and-users\.sql has run and was changed since/);
      writeFileSync(file, kept);
    });
  });

  describe("that another one was made of", () => {
    it("is as it was when its snapshot was made, and then goes on with the migrations of today", async () => {
      for (const outcome of await restoring) if (outcome.status === "rejected") throw outcome.reason;
      assert.deepEqual(await titles(restored), [...seeded, "Fourth"]);
      const steps = await platform.up("restored");
      assert.deepEqual(
        steps.filter(({ type }) => type.startsWith("aws:rds/")),
        [],
      );
      assert.deepEqual(await restored.rows("select post from views"), [{ post: "1" }]);
    });
  });
});
