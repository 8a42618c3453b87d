import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, symlinkSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { heldLocks, removeStaleLocks } from "../locks";
import { backendUrl, readState, selectedStack } from "../state";
import { put, temporaryCheckout } from "./checkout-fixture";

const DEAD = 2 ** 22 + 1; // above Linux's largest process id

describe("readState", () => {
  const checkout = temporaryCheckout({});

  it("gives the salt and the interrupted changes of a stack, and nothing of one that was never created", () => {
    assert.deepEqual(readState(checkout(), "dev"), { exists: false, salt: undefined, pending: [] });
    const latest = {
      secrets_providers: { type: "passphrase", state: { salt: "v1:abc" } },
      pending_operations: [{ resource: { urn: "urn:x" }, type: "creating" }],
    };
    put(
      join(checkout().state, ".pulumi/stacks/web-platform/dev.json"),
      JSON.stringify({ version: 3, checkpoint: { latest } }),
    );
    assert.deepEqual(readState(checkout(), "dev"), { exists: true, salt: "v1:abc", pending: ["urn:x"] });
  });
});

describe("selectedStack", () => {
  const checkout = temporaryCheckout({});

  it("is dev until another one is selected", () => {
    assert.equal(selectedStack(checkout()), "dev");
    const hash = createHash("sha1").update(join(checkout().root, "Pulumi.yaml")).digest("hex");
    put(
      join(checkout().home, `workspaces/web-platform-${hash}-workspace.json`),
      JSON.stringify({ stacks: { [backendUrl(checkout())]: "organization/web-platform/prod" } }),
    );
    assert.equal(selectedStack(checkout()), "prod");
  });
});

describe("locks", () => {
  const checkout = temporaryCheckout({});
  const lock = (stack: string, pid: number, host = hostname()): string => {
    const file = join(checkout().state, `.pulumi/locks/organization/web-platform/${stack}/${pid}.json`);
    put(file, JSON.stringify({ pid, username: "me", hostname: host, timestamp: "2026-01-01T00:00:00Z" }));
    put(`${file}.attrs`, "{}");
    return file;
  };

  it("of a dead process, and of another program that got its id, are removed with what belongs to them", () => {
    const files = [lock("dev", DEAD), lock("prod", process.pid)];
    assert.deepEqual(heldLocks(checkout()), []);
    assert.deepEqual(
      removeStaleLocks(checkout())
        .map(({ stack }) => stack)
        .sort(),
      ["dev", "prod"],
    );
    for (const file of files) assert.ok(!existsSync(file) && !existsSync(`${file}.attrs`));
    assert.deepEqual(removeStaleLocks(checkout()), []);
  });

  it("of a running pulumi, and of another machine, stay", async () => {
    const pulumi = join(checkout().root, "pulumi");
    symlinkSync(process.execPath, pulumi);
    const running = spawn(pulumi, ["-e", "setInterval(() => {}, 1000); console.log(1)"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      await new Promise((resolve) => running.stdout.once("data", resolve));
      const files = [lock("dev", running.pid ?? 0), lock("prod", DEAD, "another-machine")];
      assert.deepEqual(removeStaleLocks(checkout()), []);
      assert.equal(heldLocks(checkout()).length, 2);
      for (const file of files) assert.ok(existsSync(file));
    } finally {
      running.kill("SIGKILL");
    }
  });
});
