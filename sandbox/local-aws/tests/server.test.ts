import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inventory } from "../inventory";
import { type Key, readKey } from "../key";
import { isProcessOf, readRecord, type Run } from "../record";
import { localAwsUrl, resetLocalAws, startLocalAws, stopLocalAws } from "../server";
import { fetchSigned } from "../signed";

describe("local AWS: the server of a checkout", () => {
  const checkouts: string[] = [];

  afterEach(async () => {
    for (const checkout of checkouts.splice(0)) {
      await stopLocalAws({ checkout });
      rmSync(checkout, { recursive: true, force: true });
    }
  });

  function newCheckout(): string {
    const checkout = mkdtempSync(join(tmpdir(), "local-aws-checkout-"));
    checkouts.push(checkout);
    return checkout;
  }

  function record(checkout: string): Run {
    const found = readRecord(checkout);
    assert.ok(found);
    return found;
  }

  it("starts once, says where it runs, and stops", async () => {
    const checkout = newCheckout();
    assert.equal(await localAwsUrl({ checkout }), undefined);
    const url = await startLocalAws({ checkout });
    const { pid } = record(checkout);
    assert.equal(await startLocalAws({ checkout }), url);
    assert.equal(record(checkout).pid, pid);
    assert.equal(await localAwsUrl({ checkout }), url);
    assert.equal(await stopLocalAws({ checkout }), true);
    assert.equal(await stopLocalAws({ checkout }), false);
    assert.equal(await localAwsUrl({ checkout }), undefined);
  });

  it("starts one server for two callers at once", async () => {
    const checkout = newCheckout();
    const [one, other] = await Promise.all([startLocalAws({ checkout }), startLocalAws({ checkout })]);
    assert.equal(one, other);
  });

  it("leaves another checkout's server alone", async () => {
    const [one, other] = [newCheckout(), newCheckout()];
    const urls = await Promise.all([startLocalAws({ checkout: one }), startLocalAws({ checkout: other })]);
    assert.notEqual(urls[0], urls[1]);
    await stopLocalAws({ checkout: one });
    assert.equal(await localAwsUrl({ checkout: other }), urls[1]);
  });

  it("starts again after its process was killed, on the same port and with what it held", async () => {
    const checkout = newCheckout();
    const url = await startLocalAws({ checkout });
    await createTopic(checkout);
    await stopLocalAws({ checkout });
    await startLocalAws({ checkout });
    process.kill(record(checkout).pid, "SIGKILL");
    assert.equal(await startLocalAws({ checkout }), url);
    assert.deepEqual(Object.keys((await inventory(checkout)).made), ["sns.topics"]);
  });

  it("starts anew where a minute takes as long as the environment says", async () => {
    const checkout = newCheckout();
    await startLocalAws({ checkout });
    const { pid } = record(checkout);
    process.env["SANDBOX_MINUTE_SECONDS"] = "1";
    try {
      await startLocalAws({ checkout });
      assert.notEqual(record(checkout).pid, pid);
      process.env["SANDBOX_MINUTE_SECONDS"] = "soon";
      await assert.rejects(startLocalAws({ checkout }), /SANDBOX_MINUTE_SECONDS is soon, and has to be above 0/);
    } finally {
      delete process.env["SANDBOX_MINUTE_SECONDS"];
    }
  });

  it("ends a process that hangs, and starts another", async () => {
    const checkout = newCheckout();
    const url = await startLocalAws({ checkout });
    const hanging = record(checkout);
    process.kill(hanging.pid, "SIGSTOP");
    assert.equal(await startLocalAws({ checkout }), url);
    assert.equal(await isProcessOf(hanging), false);
  });

  it("never ends a process that got the number of its own", async () => {
    const checkout = newCheckout();
    await startLocalAws({ checkout });
    const stale = record(checkout);
    await stopLocalAws({ checkout });
    writeRecord(checkout, { ...stale, pid: process.pid });
    assert.equal(await stopLocalAws({ checkout }), false);
    assert.ok(await startLocalAws({ checkout }));
    assert.notEqual(record(checkout).pid, process.pid);
  });

  it("keeps what it holds, and its key, from other users, also where they could enter before", async () => {
    const checkout = newCheckout();
    const home = join(checkout, ".sandbox");
    mkdirSync(home);
    chmodSync(home, 0o777);
    await createTopic(checkout);
    assert.equal(statSync(home).mode & 0o777, 0o700);
    for (const file of ["local-aws.key", "local-aws.json", "local-aws.log"]) {
      assert.equal(statSync(join(home, file)).mode & 0o077, 0, file);
    }
  });

  it("answers nobody who has not its key", async () => {
    const checkout = newCheckout();
    const url = `${await startLocalAws({ checkout })}/_local_aws/inventory`;
    const right = readKey(checkout);
    assert.ok(right);
    const ask = async (key: Key) => (await fetchSigned({ method: "GET", url }, key)).status;
    assert.equal((await fetch(url)).status, 403);
    assert.equal(await ask({ accessKeyId: "test", secretAccessKey: "test" }), 403);
    assert.equal(await ask({ ...right, secretAccessKey: "wrong" }), 403);
    assert.equal(await ask(right), 200);
  });

  it("does not trip over a damaged record", async () => {
    const checkout = newCheckout();
    mkdirSync(join(checkout, ".sandbox"));
    writeFileSync(join(checkout, ".sandbox/local-aws.json"), '{"pid": 1, "po');
    assert.ok(await startLocalAws({ checkout }));
  });

  it("gives way to newer code, which finds what was there", async () => {
    const checkout = newCheckout();
    await createTopic(checkout);
    const older = record(checkout);
    writeRecord(checkout, { ...older, build: "older" });
    await startLocalAws({ checkout });
    assert.notEqual(record(checkout).pid, older.pid);
    assert.deepEqual(Object.keys((await inventory(checkout)).made), ["sns.topics"]);
  });

  it("is empty after a reset, and runs if it ran", async () => {
    const checkout = newCheckout();
    await createTopic(checkout);
    await resetLocalAws({ checkout });
    assert.deepEqual((await inventory(checkout)).made, {});
    await stopLocalAws({ checkout });
    await resetLocalAws({ checkout });
    assert.equal(await localAwsUrl({ checkout }), undefined);
  });

  it("says in one line which Python it lacks and how to get it", async () => {
    const before = process.env["PYTHON"];
    process.env["PYTHON"] = "/no/such/python";
    try {
      await assert.rejects(startLocalAws({ checkout: newCheckout() }), {
        message:
          /^The local AWS needs Python 3\.10 or newer, and "\/no\/such\/python" was not found: apt-get install .+$/,
      });
    } finally {
      if (before === undefined) delete process.env["PYTHON"];
      else process.env["PYTHON"] = before;
    }
  });

  it("keeps the credentials of a real account from the server", async () => {
    const before = process.env["AWS_SECRET_ACCESS_KEY"];
    process.env["AWS_SECRET_ACCESS_KEY"] = "real-secret";
    try {
      const checkout = newCheckout();
      await startLocalAws({ checkout });
      if (process.platform !== "linux") return;
      assert.doesNotMatch(readFileSync(`/proc/${record(checkout).pid}/environ`, "utf8"), /real-secret/);
    } finally {
      if (before === undefined) delete process.env["AWS_SECRET_ACCESS_KEY"];
      else process.env["AWS_SECRET_ACCESS_KEY"] = before;
    }
  });
});

function writeRecord(checkout: string, run: Run): void {
  writeFileSync(join(checkout, ".sandbox/local-aws.json"), JSON.stringify(run));
}

async function createTopic(checkout: string): Promise<void> {
  const url = await startLocalAws({ checkout });
  const key = readKey(checkout);
  assert.ok(key);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = "Action=CreateTopic&Version=2010-03-31&Name=topic";
  const response = await fetchSigned({ method: "POST", url, service: "sns", headers, body }, key);
  assert.equal(response.status, 200);
}
