import assert from "node:assert/strict";
import { runPythonTests } from "./run";

describe("local AWS: MiniStack and its filled gaps", () => {
  it("passes the Python tests", async () => {
    const [code, output] = await runPythonTests([], "pipe");
    assert.equal(code, 0, output);
  });

  it("fills no gap that stock MiniStack no longer has", async () => {
    const [code, output] = await runPythonTests(["--stock"], "pipe");
    assert.equal(code, 0, output);
  });
});
