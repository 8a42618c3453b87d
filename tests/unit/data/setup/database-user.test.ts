import assert from "node:assert/strict";
import * as fc from "fast-check";
import { databaseUser } from "../../../../infra/data/setup/database-user";

/** As `compute.functions` has them. */
const functionName = fc.stringMatching(/^[a-z][a-z0-9-]{0,29}$/);

describe("The database user of a workload", () => {
  it("tells what it is of", () => {
    assert.equal(databaseUser("instances"), "instances");
    assert.equal(databaseUser("functions/posts"), "function_posts");
    assert.equal(databaseUser("functions/old-posts"), "function_old_posts");
    assert.equal(databaseUser("functions/instances"), "function_instances");
  });

  it("is as long as MySQL takes at most, and made of what needs no quotes", () =>
    fc.assert(
      fc.property(functionName, (name) => assert.match(databaseUser(`functions/${name}`), /^[a-z][a-z0-9_]{0,31}$/)),
    ));

  it("is no other's, also where names begin alike", () => {
    const long = "a".repeat(28);
    assert.equal(databaseUser(`functions/${long}-1`).length, 32);
    fc.assert(
      fc.property(fc.uniqueArray(functionName.map((name) => `${long.slice(0, 30 - name.length)}${name}`)), (names) => {
        const users = names.map((name) => databaseUser(`functions/${name}`));
        assert.equal(new Set(users).size, names.length);
      }),
    );
  });
});
