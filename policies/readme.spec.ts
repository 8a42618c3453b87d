import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { withTable } from "./readme";

const readme = readFileSync(join(__dirname, "README.md"), "utf8");

describe("the table of rules in README.md", () => {
  it("is what the pack says (else run `npx tsx policies/readme.ts`)", async () => {
    assert.equal(readme, await withTable(readme));
  });

  it("is written anew wherever it differs", async () => {
    assert.equal(await withTable(readme.replace("| `rds-multi-az`", "| `rds-renamed`")), readme);
  });

  it("is not written where its marks are missing", async () => {
    await assert.rejects(withTable("# Policies\n"), /must hold the marks/);
  });
});
