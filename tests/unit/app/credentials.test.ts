import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileCredentials, SecretsManagerCredentials } from "../../../app/data/credentials";

const secret = { username: "ada", password: "hunter2", engine: "postgres" };

describe("Credentials in a file", () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "credentials-"));
  });
  after(() => rmSync(directory, { recursive: true }));

  const fileWith = (text: string) => {
    const path = join(directory, "database.json");
    writeFileSync(path, text);
    return new FileCredentials(path);
  };

  it("are read, and not expected to change", async () => {
    const credentials = fileWith(JSON.stringify(secret));
    assert.deepEqual(await credentials.read(), { username: "ada", password: "hunter2" });
    assert.equal(credentials.renewable, false);
  });

  for (const text of [
    `"hunter2"`,
    `{"username":"ada","password":"hunter2"`,
    `{"user":"ada","password":"hunter2"}`,
    "",
  ]) {
    it(`are not quoted by the error about ${text || "an empty file"}`, async () => {
      await assert.rejects(fileWith(text).read(), (error: Error) => {
        assert.match(error.message, /database\.json is no JSON object with username and password/);
        assert.doesNotMatch(JSON.stringify([error.message, error.stack, error.cause]), /hunter2/);
        return true;
      });
    });
  }
});

describe("Credentials in Secrets Manager", () => {
  let server: Server;
  let answers: { status: number; body: object }[];
  let asked: unknown[];
  const environment = { ...process.env };

  beforeEach(async () => {
    answers = [];
    asked = [];
    server = createServer((request, response) => {
      request.on("data", (chunk: Buffer) => asked.push(JSON.parse(chunk.toString())));
      request.on("end", () => {
        const { status, body } = answers.shift() ?? { status: 500, body: {} };
        response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });
  afterEach(() => {
    process.env = { ...environment };
    server.close();
    server.closeAllConnections();
  });

  it("are read anew each time", async () => {
    const credentials = new SecretsManagerCredentials("arn:aws:secretsmanager:eu-west-1:111122223333:secret:master");
    for (const password of ["first", "second"]) {
      answers.push({ status: 200, body: { SecretString: JSON.stringify({ ...secret, password }) } });
      assert.deepEqual(await credentials.read(), { username: "ada", password });
    }
    assert.equal(credentials.renewable, true);
    assert.deepEqual(asked[0], { SecretId: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:master" });
  });

  it("say what Secrets Manager says when it refuses", async () => {
    answers.push({ status: 400, body: { __type: "AccessDeniedException", message: "not authorized" } });
    await assert.rejects(new SecretsManagerCredentials("arn").read(), { name: "AccessDeniedException" });
  });
});
