import assert from "node:assert/strict";

import { z } from "zod";
import { schemaAt } from "../../infra/settings/allowed";
import { sections } from "../../infra/settings/settings";
import { rules } from "../rules";
import { allLevels, levelOf } from ".";
import { flawsOf } from "./check";

/** What no environment may relax. */
const NEVER_RELAXED = ["vpc-two-azs", "rds-multi-az"];

describe("levels", () => {
  for (const [environment, levels] of Object.entries(allLevels())) {
    describe(environment, () => {
      it("names only rules of the pack, with levels and options that they have", () => {
        assert.equal(flawsOf(levels, rules), undefined);
      });

      for (const name of NEVER_RELAXED) {
        it(`holds ${name} mandatory`, () => {
          const rule = rules.find((candidate) => candidate.name === name);
          assert.equal(rule && levelOf(rule, levels), "mandatory");
        });
      }
    });
  }

  const excepting = (more: object) => ({
    "vpc-two-azs": {
      exceptions: [{ urn: "urn:pulumi:dev::*", reason: "for the move of the offices", expires: "2027-06-30", ...more }],
    },
  });

  for (const [what, wrong] of Object.entries({
    "an unknown rule": { "vpc-two-zones": "mandatory" },
    "an unknown level": { "rds-multi-az": "required" },
    "an option outside its bounds": { "vpc-two-azs": { minZones: 1 } },
    "an unknown option": { "vpc-two-azs": { zones: 2 } },
    "a remedy that a rule does not have": { "vpc-two-azs": "remediate" },
    "an exception without a reason": excepting({ reason: "" }),
    "an exception without an end": excepting({ expires: undefined }),
    "an exception that ends on no day": excepting({ expires: "2027-13-30" }),
    "an exception with something more": excepting({ by: "me" }),
  })) {
    it(`may not hold ${what}`, () => assert.notEqual(flawsOf(wrong, rules), undefined));
  }

  for (const [what, right] of Object.entries({
    "a level for all": { all: "advisory" },
    "a level and options": { "vpc-two-azs": { enforcementLevel: "mandatory", minZones: 3 } },
    "an exception": excepting({}),
    "a remedy": { "rds-snapshot-tags": "remediate" },
  })) {
    it(`may hold ${what}`, () => assert.equal(flawsOf(right, rules), undefined));
  }

  it("asks for settings that the platform has", () => {
    for (const { name, settings = {} } of rules) {
      for (const setting of Object.keys(settings)) {
        const [section = "", ...path] = setting.split(".");
        const schema = sections[section as keyof typeof sections] as z.ZodType | undefined;
        const found = schema && schemaAt(z.toJSONSchema(schema, { io: "input" }), undefined, path);
        assert.ok(found, `${name}: ${setting}`);
      }
    }
  });

  it("falls back to the level for all, then to the rule's own", () => {
    const [rule] = rules;
    assert.ok(rule);
    assert.equal(levelOf(rule, { all: "disabled", [rule.name]: { enforcementLevel: "advisory" } }), "advisory");
    assert.equal(levelOf(rule, { all: "disabled", [rule.name]: {} }), "disabled");
    assert.equal(levelOf(rule, {}), rule.enforcementLevel);
  });
});
