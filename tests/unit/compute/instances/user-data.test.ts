import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { userData, userDataLimit } from "../../../../infra/compute/instances/user-data";
import { anyText } from "./any-text";
import { pinned, deployed, image, userDataOf, withDatabase, authorities } from "./fleet-fixture";

const run = (script: string): string => spawnSync("bash", ["-s"], { input: script, encoding: "utf8" }).stdout;

describe("userData", () => {
  it("is a script with variables before it", () =>
    assert.equal(userData({ A: "1", B: "it's" }, "echo\n"), "#!/bin/bash\nA='1'\nB='it'\\''s'\n\necho\n"));

  it("hands any value to the shell as it is", () => {
    const nasty = fc.constantFrom("'", "''", "\\'", "$(id)", "`id`", "\n'\n", "EOF\n", '"', "!", "-n");
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, nasty), { minLength: 100, maxLength: 100 }), (values) => {
        const variables = Object.fromEntries(values.map((text, index) => [`V${index}`, text]));
        const print = Object.keys(variables).map((name) => `printf '%s\\0' "$${name}"`);
        assert.deepEqual(
          run(userData(variables, print.join("\n")))
            .split("\0")
            .slice(0, -1),
          values,
        );
      }),
      { numRuns: 5 }, // a shell each
    );
  });

  it("is refused where EC2 would refuse it, in bytes", () => {
    const empty = Buffer.byteLength(userData({ A: "" }, ""));
    assert.equal(Buffer.byteLength(userData({ A: "x".repeat(userDataLimit - empty) }, "")), userDataLimit);
    assert.throws(() => userData({ A: "x".repeat(userDataLimit - empty + 1) }, ""), /environment/);
    assert.throws(() => userData({ A: "é".repeat(userDataLimit / 2) }, ""), RangeError);
  });

  it("of an instance leaves 4 KB for the settings' environment", async () => {
    for (const application of [{ kind: "archive" as const, folder: "app/instance", port: 8080 }, image]) {
      const stated = { application, ami: pinned, access: withDatabase, databaseAuthorities: authorities };
      const size = Buffer.byteLength(userDataOf(await deployed(stated)));
      assert.ok(size < userDataLimit - 4096, `${application.kind}: ${size} bytes`);
    }
  });
});
