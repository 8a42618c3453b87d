import assert from "node:assert/strict";
import { runPythonTests } from "./run";

/** They mostly wait, for minutes of AWS's, so that all of them run at a time: each with a local AWS of its own. */
const parts = ["1/3", "2/3", "3/3"];

describe("local AWS: MiniStack, its filled gaps, and what AWS refuses", () => {
  let runs: Promise<[number, string]>[] = [];
  before(() => {
    runs = parts.map((part) => runPythonTests(["--part", part], "pipe"));
  });

  parts.forEach((part, place) => {
    it(`passes the Python tests, part ${part}`, async () => {
      const [code, output] = (await runs[place]) ?? [];
      assert.equal(code, 0, output);
    });
  });
});
