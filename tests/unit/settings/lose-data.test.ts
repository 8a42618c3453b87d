import assert from "node:assert/strict";
import { parseSettings } from "../../../infra/settings/settings";

const read = (stated: object) => parseSettings({ environment: "dev", ...stated }, "eu-west-1");

describe("what an update may lose", () => {
  it("is nothing, unless ids are stated: a list, or a text as --config has it", () => {
    for (const [stated, ids] of [
      [{}, []],
      [{ loseData: "db-1" }, ["db-1"]],
      [{ loseData: "db-1,vpc-1" }, ["db-1", "vpc-1"]],
      [{ loseData: ["db-1", "vpc-1"] }, ["db-1", "vpc-1"]],
    ] as const) {
      assert.deepEqual(read(stated).settings?.loseData, ids);
    }
  });

  it("is refused in any other form", () => {
    for (const loseData of [true, "", "db-1, vpc-1", "db-1,", [1], [""], { database: true }, null]) {
      const [problem] = read({ loseData }).problems ?? [];
      assert.equal(problem?.path, "web-platform:loseData", JSON.stringify(loseData));
      assert.match(problem.allowed, /a list, or a text with commas/);
    }
  });
});
