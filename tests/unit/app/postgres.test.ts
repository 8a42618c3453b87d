import assert from "node:assert/strict";
import pg from "pg";
import { DatabaseAway } from "../../../app/data/database";
import { Postgres } from "../../../app/data/postgres";
import type { DatabaseSettings } from "../../../app/data/settings";
import { selfSigned } from "./certificate";
import { emptyDatabase } from "./pglite";
import { PostgresServer } from "./postgres-server";
import { recordedLog } from "./recorded-log";

const tls = selfSigned();

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
    readonly token?: () => Promise<string>;
  }

  async function setup({
    host = "localhost",
    plaintext = false,
    ca = tls.cert,
    token = async () => "token 1",
  }: Setup = {}) {
    const server = new PostgresServer({ database: await emptyDatabase(), tls: plaintext ? undefined : tls });
    server.password = "token 1";
    opened.push(server);
    const settings: DatabaseSettings = {
      engine: "postgres",
      host,
      port: await server.listen(),
      name: "app",
      user: "function_ada",
    };
    const configs: pg.PoolConfig[] = [];
    const postgres = new Postgres(settings, {
      token,
      connections: 1,
      log: recordedLog().log,
      // A process trusts what NODE_EXTRA_CA_CERTS names, but only from its start on.
      poolOf: (config) => {
        configs.push(config);
        return new pg.Pool({ ...config, ssl: { ...(config.ssl as object), ca } });
      },
    });
    opened.push(postgres);
    return { server, configs, postgres };
  }

  it("connects on first use, signs in over TLS, and keeps the connection", async () => {
    let made = 0;
    const { server, postgres } = await setup({ token: async () => `token ${(made += 1)}` });
    assert.equal(made, 0);
    assert.deepEqual((await postgres.query("select $1::text as a", ["b"])).rows, [{ a: "b" }]);
    await postgres.query("select 1");
    assert.deepEqual(server.signIns, [{ user: "function_ada", accepted: true }]);
  });

  it("bounds connecting and statements, on the server too, and the number of connections", async () => {
    const { configs } = await setup();
    const { connectionTimeoutMillis, query_timeout, statement_timeout, max } = configs[0] ?? {};
    assert.deepEqual([connectionTimeoutMillis, query_timeout, statement_timeout, max], [2_000, 3_000, 3_000, 1]);
  });

  it("sets nothing at the start of a session that an RDS Proxy refuses", async () => {
    const { configs } = await setup({ host: "data.proxy-c0a1b2c3d4e5.eu-west-1.rds.amazonaws.com" });
    assert.equal(configs[0]?.statement_timeout, undefined);
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

  it("makes a new token for each connection", async () => {
    const { server, postgres } = await setup({ token: tokens() });
    await postgres.query("select 1");
    server.password = "token 2";
    server.cut();
    await postgres.query("select 1");
    assert.deepEqual(
      server.signIns.map(({ accepted }) => accepted),
      [true, true],
    );
  });

  for (const code of ["28000", "28P01"]) {
    it(`tries a fresh token once when one is refused with ${code}`, async () => {
      const { server, postgres } = await setup({ token: tokens() });
      server.refusal = code;
      server.password = "token 2";
      await postgres.query("select 1");
      server.cut();
      await assert.rejects(postgres.query("select 1"), (error: Error) => {
        assert.ok(error instanceof DatabaseAway);
        assert.match(error.message, new RegExp(`^${code}: `));
        assert.doesNotMatch(error.message, /token \d/);
        return true;
      });
      assert.deepEqual(
        server.signIns.map(({ accepted }) => accepted),
        [false, true, false, false],
      );
    });
  }

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

  it("is away when no token can be made, and makes another next time", async () => {
    const answers = [Promise.reject(new Error("no credentials")), Promise.resolve("token 1")];
    const { postgres } = await setup({ token: async () => (await answers.shift()) ?? "" });
    await assert.rejects(postgres.query("select 1"), { name: "DatabaseAway", message: "no credentials" });
    await postgres.query("select 1");
  });
});

/** Tokens that can be told apart: `token 1`, `token 2` and so on. */
function tokens(): () => Promise<string> {
  let made = 0;
  return async () => `token ${(made += 1)}`;
}
