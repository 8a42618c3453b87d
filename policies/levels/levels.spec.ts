import assert from "node:assert/strict";

import { z } from "zod";

import { rules } from "../rules";
import { environments, levelOf } from ".";

const level = z.enum(["advisory", "mandatory", "remediate", "disabled"]);

/** What a levels file may hold: for each rule its level, or an object with its level and its options. */
const levelsFile = z.strictObject({
  all: level.optional(),
  ...Object.fromEntries(
    rules.map((rule) => {
      const properties = { enforcementLevel: z.toJSONSchema(level), ...rule.configSchema?.properties };
      const settings = z.fromJSONSchema({ type: "object", properties, additionalProperties: false } as never);
      return [rule.name, z.union([level, settings]).optional()];
    }),
  ),
});

/** What no environment may relax. */
const NEVER_RELAXED = ["vpc-two-azs", "rds-multi-az"];

describe("levels", () => {
  for (const [environment, levels] of Object.entries(environments)) {
    describe(environment, () => {
      it("names only rules of the pack, with levels and options that they have", () => {
        const { error } = levelsFile.safeParse(levels);
        assert.equal(error && z.prettifyError(error), undefined);
      });

      for (const name of NEVER_RELAXED) {
        it(`holds ${name} mandatory`, () => {
          const rule = rules.find((candidate) => candidate.name === name);
          assert.equal(rule && levelOf(rule, levels), "mandatory");
        });
      }
    });
  }

  it("would notice an unknown rule, a wrong level and a wrong option", () => {
    for (const wrong of [
      { "vpc-two-zones": "mandatory" },
      { "rds-multi-az": "required" },
      { "vpc-two-azs": { minZones: 1 } },
      { "vpc-two-azs": { zones: 2 } },
    ]) {
      assert.ok(!levelsFile.safeParse(wrong).success, JSON.stringify(wrong));
    }
    assert.ok(levelsFile.safeParse({ "vpc-two-azs": { enforcementLevel: "mandatory", minZones: 3 } }).success);
  });

  it("falls back to the level for all, then to the rule's own", () => {
    const [rule] = rules;
    assert.ok(rule);
    assert.equal(levelOf(rule, { all: "disabled", [rule.name]: { enforcementLevel: "advisory" } }), "advisory");
    assert.equal(levelOf(rule, { all: "disabled", [rule.name]: {} }), "disabled");
    assert.equal(levelOf(rule, {}), rule.enforcementLevel);
  });
});
