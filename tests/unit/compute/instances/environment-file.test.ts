import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { environmentFile, environmentNames } from "../../../../infra/compute/instances/environment-file";
import { anyText } from "./any-text";

describe("environmentFile", () => {
  it("has a quoted assignment a line", () =>
    assert.equal(
      environmentFile({ PORT: "8080", NAME: 'a "b" $c \\ `d`' }),
      'PORT="8080"\nNAME="a \\"b\\" \\$c \\\\ \\`d\\`"\n',
    ));

  // systemd reads double quotes by the rules of the POSIX shell, so a shell stands in for it.
  it("gives back any value", () => {
    const nasty = fc.constantFrom("$HOME", "\\n", "\\\n", "`id`", "$(id)", '"', "a\nB=1", "#", " x ", "=");
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, nasty), { minLength: 100, maxLength: 100 }), (values) => {
        const variables = Object.fromEntries(values.map((text, index) => [`V${index}`, text]));
        const print = Object.keys(variables).map((name) => `printf '%s\\0' "$${name}"\n`);
        const { stdout } = spawnSync("bash", ["-s"], {
          input: environmentFile(variables) + print.join(""),
          encoding: "utf8",
        });
        assert.deepEqual(stdout.split("\0").slice(0, -1), values);
      }),
      { numRuns: 5 }, // a shell each
    );
  });
});

describe("environmentNames", () => {
  it("has the names alone, so that values go through the environment", () =>
    assert.equal(environmentNames({ PORT: "8080", NAME: "x=y" }), "PORT\nNAME\n"));
});
