import assert from "node:assert/strict";
import type { ResourceHookArgs } from "@pulumi/pulumi";
import { parseRecord, type Record } from "../../../infra/release/record";
import { type Change, releasing } from "../../../infra/release/releasing";
import { FakeAws } from "./fake-aws";

describe("a release", () => {
  const key = "/b/release/functions/posts.json";
  let fake: FakeAws;
  let rolledOut: Change[];
  beforeEach(async () => {
    fake = await FakeAws.start();
    rolledOut = [];
  });
  afterEach(() => fake.close());

  const recorded = (): Record => parseRecord(fake.objects.get(key) ?? "");

  /** Before the resource that says which version is live goes from one to the other. */
  async function release(from: string | undefined, to: string, fail?: Error): Promise<void> {
    const hook = releasing({
      of: "functions/posts",
      bucket: "b",
      provider: { region: "eu-west-1", accessKey: "a", secretKey: "s", endpoints: [{ s3: fake.url }] },
      changeOf: ({ oldInputs, newInputs }) => ({
        ...(oldInputs && { from: String(oldInputs["version"]) }),
        to: String(newInputs?.["version"]),
      }),
      rollOut: async (_, change) => {
        if (fail) throw fail;
        rolledOut.push(change);
      },
    });
    const args: ResourceHookArgs = { urn: "", id: "", name: "", type: "", newInputs: { version: to } };
    await hook(from === undefined ? args : { ...args, oldInputs: { version: from } });
  }

  it("is recorded with its time and commit once it is out", async () => {
    await release("6", "7");
    assert.deepEqual(rolledOut, [{ from: "6", to: "7" }]);
    const { releases } = recorded();
    assert.deepEqual(
      releases.map(({ id }) => id),
      ["6", "7"],
    );
    assert.ok(Math.abs(Date.now() - Date.parse(releases.at(-1)?.at ?? "")) < 60_000);
    assert.match(releases.at(-1)?.commit ?? "", /^[0-9a-f]{10}\+?$/);
  });

  it("is not recorded when it fails", async () => {
    await release(undefined, "6");
    await assert.rejects(release("6", "7", new Error("errors")), /errors/);
    assert.deepEqual(
      recorded().releases.map(({ id }) => id),
      ["6"],
    );
  });

  it("is refused after it was rolled back by hand, with the way on; another one is not", async () => {
    const record = { releases: [{ id: "6" }], heldBack: { id: "7", at: "2026-01-01T00:00:00Z" } };
    fake.objects.set(key, JSON.stringify(record));
    await assert.rejects(release("6", "7"), /functions\/posts: .* 7 again.*rolled back.*--redo functions\/posts$/);
    assert.deepEqual(rolledOut, []);
    assert.deepEqual(recorded(), record);
    await release("6", "8");
    assert.deepEqual(
      recorded().releases.map(({ id }) => id),
      ["6", "8"],
    );
    assert.equal(recorded().heldBack, undefined);
  });

  it("fails where its record is none, and names it", async () => {
    fake.objects.set(key, "{");
    await assert.rejects(release("6", "7"), /s3:\/\/b\/release\/functions\/posts.json is not a record/);
    assert.deepEqual(rolledOut, []);
  });
});
