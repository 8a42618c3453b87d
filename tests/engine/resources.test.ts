import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Platform } from "./platform";

const folder = join(__dirname, "resources");

/**
 * What each stack consists of, held to a list in the repository, so that a pull request shows what it adds and removes.
 * `npm run resources` writes the lists anew.
 */
describe("the resources of a stack that is not there yet", () => {
  const platform = new Platform();
  after(() => platform.remove());

  for (const stack of ["dev", "prod"]) {
    it(`of ${stack} are those of resources/${stack}.txt`, async () => {
      const steps = await platform.plannedSteps(stack);
      const lines = steps.map(({ op, urn }) => {
        const [, , types = "", name = ""] = urn.split("::");
        assert.equal(op, "create");
        return `${types.split("$").at(-1) ?? ""} ${name}\n`;
      });
      const file = join(folder, `${stack}.txt`);
      const list = lines.toSorted().join("");
      if (process.env["WRITE_RESOURCES"]) writeFileSync(file, list);
      assert.equal(list, readFileSync(file, "utf8"), "npm run resources writes the list anew");
    });
  }
});
