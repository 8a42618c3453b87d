import assert from "node:assert/strict";
import pg from "pg";
import type { Credentials, CredentialsSource } from "../../../app/data/credentials";
import { DatabaseAway } from "../../../app/data/database";
import { Postgres } from "../../../app/data/postgres";
import type { DatabaseSettings } from "../../../app/data/settings";
import { selfSigned } from "./certificate";
import { emptyDatabase } from "./pglite";
import { PostgresServer } from "./postgres-server";
import { recordedLog } from "./recorded-log";

const tls = selfSigned();

class FakeCredentials implements CredentialsSource {
  reads = 0;
  renewable = true;
  password = "first password";

  async read(): Promise<Credentials> {
    this.reads += 1;
    return { username: "ada", password: this.password };
  }
}

describe("Postgres", function () {
  this.timeout(30_000);
  const opened: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  interface Setup {
    readonly host?: string;
    readonly plaintext?: boolean;
    readonly ca?: string;
    readonly token?: (username: string) => Promise<string>;
  }

  async function setup({ host = "localhost", plaintext = false, ca = tls.cert, token }: Setup = {}) {
    const server = new PostgresServer({ database: await emptyDatabase(), tls: plaintext ? undefined : tls });
    opened.push(server);
    const settings: DatabaseSettings = {
      engine: "postgres",
      host,
      port: await server.listen(),
      name: "app",
      authentication: token ? "iam" : "secret",
      credentials: { secretArn: "arn" },
    };
    const credentials = new FakeCredentials();
    const configs: pg.PoolConfig[] = [];
    const refusals = { count: 0 };
    const postgres = new Postgres(settings, {
      credentials,
      token,
      connections: 1,
      log: recordedLog().log,
      onPasswordRefused: () => (refusals.count += 1),
      // A process trusts what NODE_EXTRA_CA_CERTS names, but only from its start on.
      poolOf: (config) => {
        configs.push(config);
        return new pg.Pool({ ...config, ssl: { ...(config.ssl as object), ca } });
      },
    });
    opened.push(postgres);
    return { server, credentials, configs, refusals, postgres };
  }

  it("connects on first use, signs in over TLS, and keeps the connection", async () => {
    const { server, postgres, credentials } = await setup();
    assert.equal(credentials.reads, 0);
    assert.deepEqual((await postgres.query("select $1::text as a", ["b"])).rows, [{ a: "b" }]);
    await postgres.query("select 1");
    assert.deepEqual(server.signIns, [{ user: "ada", accepted: true }]);
  });

  it("bounds connecting and statements, on the server too, and the number of connections", async () => {
    const { postgres, configs } = await setup();
    await postgres.query("select 1");
    const { connectionTimeoutMillis, query_timeout, statement_timeout, max } = configs[0] ?? {};
    assert.deepEqual([connectionTimeoutMillis, query_timeout, statement_timeout, max], [2_000, 3_000, 3_000, 1]);
  });

  it("does not talk to a server whose certificate it cannot trace, or that is for another name", async () => {
    const untrusted = await setup({ ca: selfSigned().cert });
    await assert.rejects(untrusted.postgres.query("select 1"), /self-signed certificate/);
    const otherName = await setup({ host: "127.0.0.1" });
    await assert.rejects(otherName.postgres.query("select 1"), /altnames/);
    assert.deepEqual([...untrusted.server.signIns, ...otherName.server.signIns], []);
  });

  it("does not talk to a server without TLS", async () => {
    const { postgres, server } = await setup({ plaintext: true });
    await assert.rejects(postgres.query("select 1"), /does not support SSL/);
    assert.deepEqual(server.signIns, []);
  });

  it("reads the secret once more when the password is refused, and signs in with the new one", async () => {
    const { server, postgres, credentials, refusals } = await setup();
    await postgres.query("select 1");
    server.password = credentials.password = "second password";
    server.cut();
    await postgres.query("select 1");
    assert.equal(credentials.reads, 2);
    assert.equal(refusals.count, 0);
    assert.deepEqual(
      server.signIns.map(({ accepted }) => accepted),
      [true, false, true],
    );
  });

  it("gives up when the fresh password is refused too", async () => {
    const { postgres, credentials, refusals } = await setup();
    credentials.password = "wrong";
    await assert.rejects(postgres.query("select 1"), DatabaseAway);
    assert.equal(credentials.reads, 2);
    assert.equal(refusals.count, 1);
  });

  it("gives up at once, and says so, where the secret cannot be renewed", async () => {
    const { postgres, credentials, refusals } = await setup();
    credentials.renewable = false;
    credentials.password = "wrong";
    await assert.rejects(postgres.query("select 1"), (error: Error) => {
      assert.ok(error instanceof DatabaseAway);
      assert.match(error.message, /28P01/);
      assert.doesNotMatch(error.message, /wrong/);
      return true;
    });
    assert.equal(credentials.reads, 1);
    assert.equal(refusals.count, 1);
  });

  it("makes a new token for each connection where the database wants tokens, and sets nothing a proxy refuses", async () => {
    let made = 0;
    const { server, postgres, configs } = await setup({ token: async (username) => `${username} ${(made += 1)}` });
    server.password = "ada 1";
    await postgres.query("select 1");
    server.password = "ada 2";
    server.cut();
    await postgres.query("select 1");
    assert.equal(configs[0]?.statement_timeout, undefined);
    assert.deepEqual(
      server.signIns.map(({ accepted }) => accepted),
      [true, true],
    );
  });

  it("commits what a transaction did, and nothing of one that fails", async () => {
    const { postgres } = await setup();
    await postgres.transaction((transaction) => transaction.query("create table kept (id text)"));
    await assert.rejects(
      postgres.transaction(async (transaction) => {
        await transaction.query("create table lost (id text)");
        throw new Error("changed my mind");
      }),
    );
    const { rows } = await postgres.query("select to_regclass('kept') as kept, to_regclass('lost') as lost");
    assert.deepEqual(rows, [{ kept: "kept", lost: null }]);
  });

  it("tells a statement that is wrong from a database that is away", async () => {
    const { postgres, server } = await setup();
    await assert.rejects(postgres.query("selec 1"), pg.DatabaseError);
    server.close();
    await assert.rejects(postgres.query("select 1"), (error: Error) => {
      assert.ok(error instanceof DatabaseAway);
      assert.match(error.message, /ECONNREFUSED/);
      return true;
    });
  });

  it("is away when its credentials cannot be read, and reads them again next time", async () => {
    const { postgres, credentials } = await setup();
    const read = credentials.read.bind(credentials);
    credentials.read = () => Promise.reject(new Error("AccessDenied"));
    await assert.rejects(postgres.query("select 1"), DatabaseAway);
    credentials.read = read;
    await postgres.query("select 1");
  });
});
