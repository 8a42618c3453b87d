import assert from "node:assert/strict";

import { INSTANCE } from "../../aws/databases";
import { supportEnds } from "../../aws/standard-support";
import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsStandardSupport } from "./rds-standard-support";

judges(rdsStandardSupport, {
  types: [INSTANCE],
  obeys: {
    "a version that is newer than the list": { engine: "postgres", engineVersion: "40.1" },
    "an engine that has no such days": { engine: "oracle-se2", engineVersion: "11" },
    "a replica, which states none": { replicateSourceDb: "primary" },
  },
  refuses: {
    "PostgreSQL past it": [{ engine: "postgres", engineVersion: "12.22" }, "postgres 12.22 is 2025-02-28"],
    "a major version alone": [{ engine: "postgres", engineVersion: "11" }, "postgres 11 is 2024-02-29"],
    "MySQL past it": [{ engine: "MySQL", engineVersion: "5.7.44" }, "mysql 5.7.44 is 2024-02-29"],
  },
  unknown: { engine: "postgres", engineVersion: later("11") },
});

describe("standard support", () => {
  const on = (day: string, soon = false) => supportEnds("postgres", "17.9", { soon, now: new Date(day) });

  it("is over from the day after its last", () => {
    assert.equal(on("2030-02-28T23:59:59Z"), undefined);
    assert.equal(on("2030-03-01T00:00:00Z"), "2030-02-28");
  });

  it("is over soon in its last half year", () => {
    assert.equal(on("2029-08-29T23:59:59Z", true), undefined);
    assert.equal(on("2029-08-30T00:00:00Z", true), "2030-02-28");
  });

  it("is of the major version, not of what begins like it", () => {
    assert.equal(supportEnds("redis", "40.0", { soon: false }), undefined);
  });
});
