import assert from "node:assert/strict";
import { join } from "node:path";
import { posts } from "../../../../app/data/collections";
import { postgres } from "../../../../infra/data/setup/inside/postgres/postgres";
import { setUp } from "../../../../infra/data/setup/inside/setup";
import { readMigrations } from "../../../../infra/data/setup/migrations";
import { RdsPostgres } from "./rds-postgres";

const migrations = readMigrations(join(__dirname, "../../../../app/database/migrations"));

describe("The sample's migrations", function () {
  this.timeout(30_000);
  let database: RdsPostgres;
  beforeEach(async () => {
    database = await RdsPostgres.empty();
  });

  const prepare = () =>
    setUp(database.session, {
      engine: postgres,
      event: {
        task: "prepare",
        users: ["function_posts"],
        migrations: Object.fromEntries(migrations.map(({ file, sha256 }) => [file, sha256])),
      },
      migrations,
    });
  const served = () => database.as("function_posts", "select id, title, body from posts order by id");

  it("give a new database what the workload serves", async () => {
    await prepare();
    assert.deepEqual(await served(), posts.seed);
  });

  it("keep the rows of tables that the application made itself as the master user, and let workloads read them", async () => {
    await database.session.query("create table posts (id text primary key, title text not null, body text not null)");
    await database.session.query("insert into posts values ('7', 'Own', 'kept')");
    await prepare();
    assert.deepEqual(await served(), [{ id: "7", title: "Own", body: "kept" }]);
  });
});
