import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { users } from "../../../app/data/collections";
import { bundleOf } from "./bundle";
import { selfSigned } from "./certificate";
import { Child } from "./child";
import { sampleDatabase } from "./pglite";
import { PostgresServer } from "./postgres-server";
import { ValkeyServer } from "./valkey-server";

/** What PostgreSQL is shown as a password: RDS User Guide, "Connecting to your DB instance using IAM authentication". */
const token =
  /^localhost:\d+\/\?Action=connect&DBUser=instances&X-Amz-.*X-Amz-Expires=900&.*X-Amz-Signature=[0-9a-f]{64}/;

/** The whole of it: the bundle in a process of its own, PostgreSQL and Valkey over TLS, as on an instance. */
describe("The users service with a database and a cache", function () {
  this.timeout(30_000);
  const tls = selfSigned();
  let directory: string;
  let database: PostgresServer;
  let databasePort: number;
  let cache: ValkeyServer;
  let child: Child;

  async function start({ cluster = false, trusted = true, cached = true } = {}): Promise<void> {
    directory = mkdtempSync(join(tmpdir(), "service-data-"));
    writeFileSync(join(directory, "ca.pem"), tls.cert);
    database = new PostgresServer({ database: await sampleDatabase(), tls });
    database.accepts = (password) => token.test(password);
    cache = new ValkeyServer(tls);
    databasePort = await database.listen();
    child = Child.start(await bundleOf("instance"), {
      ...(trusted && { NODE_EXTRA_CA_CERTS: join(directory, "ca.pem") }),
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret key",
      DATABASE_ENGINE: "postgres",
      DATABASE_HOST: "localhost",
      DATABASE_PORT: String(databasePort),
      DATABASE_NAME: "app",
      DATABASE_USER: "instances",
      ...(cached && { CACHE_ENGINE: "valkey" }),
      CACHE_HOST: "localhost",
      CACHE_PORT: String(await cache.listen()),
      CACHE_CLUSTER: String(cluster),
      CACHE_USER: "app",
      CACHE_NAME: "group",
    });
  }

  afterEach(async () => {
    await child.kill();
    database.close();
    cache.close();
    rmSync(directory, { recursive: true });
  });

  it("reads the database once, and then the cache", async () => {
    await start();
    assert.deepEqual((await child.get("/api/users")).body, users.seed);
    database.close();
    assert.deepEqual((await child.get("/api/users")).body, users.seed);
    assert.deepEqual(child.events(), ["listening", "database_connection_lost"]);
  });

  it("signs in to each node of a cluster with a token made for the cache, anew for each connection", async () => {
    await start({ cluster: true });
    await child.get("/api/users");
    cache.cut();
    await child.get("/api/users");
    // Each time once to learn the nodes, and once to use the one there is.
    assert.equal(cache.signIns.length, 4);
    for (const { user, password } of cache.signIns) {
      assert.equal(user, "app");
      assert.match(password, /^group\/\?Action=connect&User=app&X-Amz-.*X-Amz-Signature=[0-9a-f]{64}/);
    }
    assert.deepEqual(child.events(), ["listening"]);
  });

  it("serves on when the cache goes away", async () => {
    await start();
    await child.get("/api/users");
    cache.close();
    for (const path of ["/api/users", "/api/users/1", "/api/users"]) assert.equal((await child.get(path)).status, 200);
    assert.deepEqual(child.events(), ["listening", "cache_away"]);
  });

  it("answers 503 while the database is away, is healthy all the same, and serves when it is back", async () => {
    await start({ cached: false });
    database.close();
    const answer = await child.get("/api/users");
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get("retry-after"), "5");
    assert.equal((await child.get("/health")).status, 200);
    await database.listen(databasePort);
    assert.deepEqual((await child.get("/api/users")).body, users.seed);
  });

  it("signs in to the database with a token made for its user, and keeps it out of its log", async () => {
    await start({ cached: false });
    await child.get("/api/users");
    assert.deepEqual(database.signIns, [{ user: "instances", accepted: true }]);
    database.accepts = () => false;
    database.cut();
    assert.equal((await child.get("/api/users")).status, 503);
    assert.equal((await child.get("/health")).status, 200);
    assert.equal(database.signIns.length, 3);
    assert.doesNotMatch(child.output.join(), /secret key|Signature/);
  });

  it("signs in nowhere where it cannot trace the certificates", async () => {
    await start({ trusted: false });
    assert.equal((await child.get("/api/users")).status, 503);
    assert.deepEqual([database.signIns, cache.signIns], [[], []]);
    assert.match(child.output.join(), /cache_away.*self-signed certificate/);
    assert.match(child.output.join(), /database_away.*self-signed certificate/);
  });
});
