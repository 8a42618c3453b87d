import assert from "node:assert/strict";
import { databaseUsers } from "../../../../infra/data/setup/database-users";
import { parseSettings } from "../../../../infra/settings/settings";

const usersOf = (environment: string, compute: object = {}) =>
  databaseUsers(parseSettings({ environment, compute }, "eu-west-1").settings?.compute);

describe("the database users of a stack", () => {
  it("are those of the workloads that use the database, and of no others", () => {
    assert.deepEqual(usersOf("prod"), ["function_posts", "instances"]);
    assert.deepEqual(usersOf("prod", { instances: { uses: [] } }), ["function_posts"]);
    assert.deepEqual(usersOf("prod", { kind: "instances" }), ["instances"]);
    assert.deepEqual(usersOf("dev", { functions: { health: {}, posts: { uses: ["cache"] } } }), []);
  });

  it("are none without compute", () => assert.deepEqual(databaseUsers(undefined), []));

  it("have an order that does not depend on the stack file's", () => {
    const uses = ["database"];
    const functions = (...names: string[]) => ({
      functions: Object.fromEntries(names.map((name) => [name, { uses }])),
    });
    assert.deepEqual(usersOf("dev", functions("posts", "health")), usersOf("dev", functions("health", "posts")));
  });
});
