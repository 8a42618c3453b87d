import assert from "node:assert/strict";
import { runPythonTests } from "./run";

describe("local AWS: MiniStack, its filled gaps, and what AWS refuses", () => {
  it("fills no gap that stock MiniStack no longer has", async () => {
    const [code, output] = await runPythonTests(["--stock"], "pipe");
    assert.equal(code, 0, output);
  });
});
