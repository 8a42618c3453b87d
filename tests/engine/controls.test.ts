import assert from "node:assert/strict";
import { z } from "zod";
import { columns, register } from "../../scripts/controls/register";
import type { Inputs, Previewed } from "../../scripts/controls/row";
import { type Finding, findingsOf } from "../../scripts/policy/findings";
import { preview } from "../../scripts/policy/preview";
import { Platform } from "./platform";

const created = z.object({
  resourcePreEvent: z.object({
    metadata: z.object({ type: z.string(), new: z.object({ inputs: z.record(z.string(), z.unknown()) }) }),
  }),
});

/** The resources that a preview would make, from the engine's log of events. */
function resourcesOf(log: string): Previewed {
  const lines = log.split("\n").filter((line) => line.includes('"resourcePreEvent"'));
  const resources = lines.map((line) => created.parse(JSON.parse(line)).resourcePreEvent.metadata);
  return { of: (type) => resources.filter((each) => each.type === type).map(({ new: { inputs } }): Inputs => inputs) };
}

/** What docs/controls.md says of both stacks, held to what rules and checks find in their previews. */
describe("the register of controls on the engine", () => {
  const platform = new Platform();
  after(() => platform.remove());

  for (const environment of columns) {
    describe(environment, () => {
      let stack: Previewed;
      let findings: readonly Finding[];

      before(() => {
        // Every rule, with its options' defaults, and nothing excepted.
        platform.write(`policies/levels/${environment}.json`, '{ "all": "advisory" }');
        const { log, stdout, stderr } = preview(environment, { folder: platform.folder });
        stack = resourcesOf(log);
        findings = findingsOf(log).filter(({ isUndecided }) => !isUndecided);
        assert.ok(stack.of("aws:ec2/vpc:Vpc").length > 0, `${stdout}${stderr}`);
      });

      for (const { id, title, rules, row, entries } of register()) {
        const { verdict } = entries[environment];
        const isJudged = row.check !== undefined || rules.length > 0;
        if (verdict === "outside" || !isJudged || (verdict === "nothing to judge" && !row.nothing)) continue;

        it(`${verdict === "not met" ? "breaks" : "meets"} ${id}: ${title}`, () => {
          const { check, of = [] } = row;
          const offenders = check
            ? of.flatMap((type) => stack.of(type).filter((resource) => !check(resource, stack)))
            : findings
                .filter(({ rule }) => rules.includes(rule))
                .map(({ rule, name, words }) => ({ rule, name, words }));
          if (verdict === "not met") assert.notDeepEqual(offenders, []);
          else assert.deepEqual(offenders, []);
        });
      }
    });
  }
});
