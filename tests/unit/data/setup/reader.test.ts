import assert from "node:assert/strict";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { InsideEvent } from "../../../../infra/data/setup/event";
import { Failed, invoke } from "../../../../infra/data/setup/reader/invoke";
import { patiently } from "../../../../infra/data/setup/reader/patiently";
import { readAndInvoke } from "../../../../infra/data/setup/reader/read-and-invoke";
import { readSecret } from "../../../../infra/data/setup/reader/secret";

const event = { task: "tidy", users: ["instances"] } as const;
const inside: InsideEvent = { ...event, credentials: { username: "ada", password: "secret word" } };

type Client = Pick<LambdaClient, "send"> & Pick<SecretsManagerClient, "send">;

/** A client that gives one answer after the other, or throws it. */
function answering(...answers: readonly object[]): { client: Client; calls: unknown[] } {
  const calls: unknown[] = [];
  const send = async ({ input }: { input: unknown }) => {
    const answer = answers[calls.push(input) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client: { send } as Client, calls };
}

const payload = (content: unknown) => ({ Payload: Buffer.from(JSON.stringify(content)) });
const named = (name: string) => Object.assign(new Error(name), { name });

describe("invoke", () => {
  const called = (client: Pick<LambdaClient, "send">) => invoke(client, "setup", inside);

  it("gives what the function returns", async () => {
    const { client, calls } = answering(payload({ done: ["ran a"] }));
    assert.deepEqual(await called(client), { done: ["ran a"] });
    assert.deepEqual(calls, [{ FunctionName: "setup", Payload: JSON.stringify(inside) }]);
  });

  it("fails with the function's own message", async () => {
    const answer = payload({ errorType: "Error", errorMessage: "0001.do.a.sql failed", trace: ["Error: x"] });
    const { client } = answering({ ...answer, FunctionError: "Unhandled" });
    await assert.rejects(called(client), new Failed("Error", "0001.do.a.sql failed"));
  });
});

describe("patiently", () => {
  const asked = async (patience: { notReady: number; denied: number }, ...errors: Error[]) => {
    const { client, calls } = answering(...errors, payload({ done: [] }));
    const result = patiently(() => invoke(client, "setup", inside), { ...patience, pauseMs: 1 });
    return { result: await result.catch((error: unknown) => String(error)), calls: calls.length };
  };

  it("asks again while a function is not ready, or a role is not known yet", async () => {
    const errors = [named("ResourceNotReadyException"), named("AccessDeniedException")];
    assert.deepEqual(await asked({ notReady: 1_000, denied: 1_000 }, ...errors), { result: { done: [] }, calls: 3 });
  });

  it("does so for as long as each may take, and not for other reasons", async () => {
    for (const [patience, error] of [
      [{ notReady: 0, denied: 1_000 }, named("ResourceConflictException")],
      [{ notReady: 1_000, denied: 0 }, named("AccessDeniedException")],
      [{ notReady: 1_000, denied: 1_000 }, new Failed("Error", "0001.do.a.sql failed")],
    ] as const) {
      assert.deepEqual(await asked(patience, error), { result: String(error), calls: 1 });
    }
  });
});

describe("readAndInvoke", () => {
  const passwords = ["old", "old", "new"];

  it("reads the secret anew where the password was refused", async () => {
    let reads = 0;
    const read = async () => ({ username: "ada", password: passwords[reads++] ?? "" });
    const result = await readAndInvoke(event, {
      read,
      invoke: async ({ credentials, ...rest }) => {
        if (credentials.password !== "new") throw new Failed("PasswordRefused", "wrong");
        return { done: [JSON.stringify(rest)] };
      },
      pauseMs: 1,
    });
    assert.deepEqual(result, { done: [JSON.stringify(event)] });
    assert.equal(reads, 3);
  });

  it("gives up after four times, and at once where something else is wrong", async () => {
    for (const [kind, times] of [
      ["PasswordRefused", 4],
      ["Error", 1],
    ] as const) {
      let calls = 0;
      const fail = async () => {
        calls += 1;
        throw new Failed(kind, "wrong");
      };
      await assert.rejects(
        readAndInvoke(event, { read: async () => inside.credentials, invoke: fail, pauseMs: 1 }),
        /wrong/,
      );
      assert.equal(calls, times);
    }
  });
});

describe("readSecret", () => {
  const read = (SecretString: string) => readSecret(answering({ SecretString }).client, "arn:secret");

  it("gives user and password and nothing else", async () => {
    assert.deepEqual(await read('{"username":"ada","password":"p","host":"h"}'), { username: "ada", password: "p" });
  });

  it("quotes nothing of what it does not understand", async () => {
    for (const text of ["hunter2", '"hunter2"', '{"password":"hunter2"}', ""]) {
      await assert.rejects(read(text), {
        message: "the secret arn:secret is no JSON object with username and password",
      });
    }
  });
});
