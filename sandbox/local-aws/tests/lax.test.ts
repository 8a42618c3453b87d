import assert from "node:assert/strict";
import { runPythonTests } from "./run";

describe("local AWS: MiniStack, its filled gaps, and what AWS refuses", () => {
  it("has no test of a rule that passes where nothing is refused", async () => {
    const [code, output] = await runPythonTests(["--lax"], "pipe");
    assert.equal(code, 0, output);
  });
});
