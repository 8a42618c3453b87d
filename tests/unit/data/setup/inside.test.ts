import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { bundle } from "../../../../infra/code/bundle";
import { readMigrations } from "../../../../infra/data/setup/migrations";
import { selfSigned } from "../../app/certificate";
import { PostgresServer } from "../../app/postgres-server";

const entry = "infra/data/setup/inside/index.ts";
const tls = selfSigned();

/** Calls the handler as Lambda does, and prints what it returns or the error that Lambda would report. */
const calling = `
  const remaining = { getRemainingTimeInMillis: () => 60_000 };
  require("./index.js").handler(JSON.parse(process.argv[1]), remaining).then(
    (result) => console.log(JSON.stringify({ result })),
    (error) => console.log(JSON.stringify({ type: error.name, message: error.message, trace: error.stack })));`;

describe("The archive of the setup function", function () {
  this.timeout(60_000);
  let archive: string;
  let server: PostgresServer;
  let port: number;

  before(async () => {
    archive = mkdtempSync(join(tmpdir(), "setup-"));
    writeFileSync(join(archive, "index.js"), (await bundle([entry])).get(entry) ?? "");
    writeFileSync(join(archive, "ca.pem"), tls.cert);
    mkdirSync(join(archive, "migrations"));
    writeFileSync(join(archive, "migrations/0001.do.a.sql"), "create table a (id int);");
    const database = await PGlite.create();
    await database.exec("create role rds_iam");
    server = new PostgresServer({ database, tls });
    port = await server.listen();
  });
  after(() => {
    server.close();
    rmSync(archive, { recursive: true });
  });

  async function call({ password = "first password", host = "localhost", trusted = true } = {}) {
    const migrations = Object.fromEntries(
      readMigrations(join(archive, "migrations")).map(({ file, sha256 }) => [file, sha256]),
    );
    const event = { task: "prepare", users: ["instances"], migrations, credentials: { username: "master", password } };
    const env = {
      PATH: process.env["PATH"],
      ...(trusted && { NODE_EXTRA_CA_CERTS: join(archive, "ca.pem") }),
      DATABASE_ENGINE: "postgres",
      DATABASE_HOST: host,
      DATABASE_PORT: String(port),
      DATABASE_NAME: "postgres",
    };
    const { stdout } = await promisify(execFile)("node", ["-e", calling, JSON.stringify(event)], { cwd: archive, env });
    return JSON.parse(stdout) as { result?: { done: string[] }; type?: string; message?: string; trace?: string };
  }

  it("runs the migrations beside it over verified TLS, and makes users", async () => {
    const { result } = await call();
    assert.ok(result?.done.includes("ran 0001.do.a.sql") && result.done.includes("made user instances"));
    assert.deepEqual((await call()).result?.done, []);
  });

  it("tells that the password was refused in a way that its caller knows, and keeps it out of what it says", async () => {
    const answer = await call({ password: "hunter2" });
    assert.deepEqual(answer, {
      type: "PasswordRefused",
      message: "authentication failed",
      trace: "authentication failed",
    });
  });

  it("signs in nowhere where it cannot trace the certificate, or where that is for another name", async () => {
    assert.match(
      (await call({ trusted: false })).message ?? "",
      /^no connection to the database at localhost:\d+: self-signed certificate/,
    );
    assert.match(
      (await call({ host: "127.0.0.1" })).message ?? "",
      /^no connection to the database at 127\.0\.0\.1:\d+: .*does not match/,
    );
  });
});
