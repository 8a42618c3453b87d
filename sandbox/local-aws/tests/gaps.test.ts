import assert from "node:assert/strict";
import { runPythonTests } from "./run";

describe("local AWS: MiniStack, its filled gaps, and what AWS refuses", () => {
  it("passes the Python tests", async () => {
    const [code, output] = await runPythonTests([], "pipe");
    assert.equal(code, 0, output);
  });
});
