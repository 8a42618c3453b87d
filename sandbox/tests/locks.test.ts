import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { heldLocks, removeStaleLocks } from "../locks";
import { put, temporaryCheckout } from "./checkout-fixture";
import { withVariable } from "./temporary";

describe("removeStaleLocks", () => {
  const checkout = temporaryCheckout({});

  function lockOf(pid: number): string {
    const file = join(checkout().state, ".pulumi/locks/organization/web-platform/dev", `${pid}.json`);
    put(file, JSON.stringify({ pid, hostname: hostname() }));
    return file;
  }

  /** A process of a program with this name, for the time of `work`. */
  async function running(name: string, work: (pid: number) => void): Promise<void> {
    mkdirSync(join(checkout().root, "bin"), { recursive: true });
    const program = join(checkout().root, "bin", name);
    copyFileSync("/bin/sleep", program);
    const child = spawn(program, ["60"]);
    await once(child, "spawn");
    try {
      work(child.pid ?? 0);
    } finally {
      child.kill();
    }
  }

  it("takes the locks of processes that have died, or are another program now", async () => {
    const dead = 2 ** 22 + 1; // above Linux's largest process id
    const files = [lockOf(dead), lockOf(process.pid)];
    assert.deepEqual(
      removeStaleLocks(checkout())
        .map(({ pid }) => pid)
        .sort(),
      [dead, process.pid].sort(),
    );
    for (const file of files) assert.ok(!existsSync(file));
  });

  describe("without `ps`", () => {
    withVariable("PATH", () => "/no/such/folder");

    it("leaves the lock of a command that is at work", () =>
      running("pulumi", (pid) => {
        const file = lockOf(pid);
        assert.deepEqual(removeStaleLocks(checkout()), []);
        assert.ok(existsSync(file));
        assert.deepEqual(
          heldLocks(checkout()).map((lock) => lock.pid),
          [pid],
        );
      }));
  });
});
