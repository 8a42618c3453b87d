import assert from "node:assert/strict";

import { isFrom } from "./parameter-groups";

describe("isFrom", () => {
  for (const [version, from, expected] of [
    ["17.2", [15, 0], true],
    ["15", [15, 0], true],
    ["14.9", [15, 0], false],
    ["postgres14", [15, 0], false],
    ["aurora-postgresql17", [17, 0], true],
    ["mariadb11.8", [11, 8], true],
    ["11.10", [11, 8], true],
    ["mariadb11.4", [11, 8], false],
    ["10.11.9", [11, 8], false],
    ["mysql9.7", [9, 7], true],
    ["8.4", [9, 7], false],
    ["11", [11, 8], undefined],
    ["", [11, 8], undefined],
    [undefined, [11, 8], undefined],
  ] as const) {
    it(`is ${String(expected)} of ${version ?? "nothing"} from ${from.join(".")}`, () =>
      assert.equal(isFrom(version, from), expected));
  }
});
