import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { columns, register } from "../../scripts/controls/register";
import type { Previewed } from "../../scripts/controls/row";
import { type Finding, findingsOf } from "../../scripts/policy/findings";
import { preview } from "../../scripts/policy/preview";
import { Platform } from "./platform";
import { type Step, stepsOf } from "./steps";

const lists = join(__dirname, "resources");

/**
 * What a preview of each stack that is not there yet would make, held to a list in the repository, so that a pull request shows
 * what it adds and removes (`npm run resources` writes the lists anew); and what docs/controls.md says of it, held to what rules
 * and checks find in the preview.
 */
describe("the register of controls on the engine", () => {
  const platform = new Platform();
  after(() => platform.remove());

  for (const environment of columns) {
    describe(environment, () => {
      let steps: readonly Step[];
      let stack: Previewed;
      let findings: readonly Finding[];

      before(() => {
        // Every rule, with its options' defaults, and nothing excepted.
        platform.write(`policies/levels/${environment}.json`, '{ "all": "advisory" }');
        const { log, stdout, stderr } = preview(environment, { folder: platform.folder });
        steps = stepsOf(log);
        stack = { of: (type) => steps.filter((step) => step.type === type).map(({ inputs }) => inputs) };
        findings = findingsOf(log).filter(({ isUndecided }) => !isUndecided);
        assert.ok(stack.of("aws:ec2/vpc:Vpc").length > 0, `${stdout}${stderr}`);
      });

      it(`has the resources of resources/${environment}.txt`, () => {
        const named = steps.map(({ op, type, urn }) => ({ op, type, name: urn.split("::").at(3) ?? "" }));
        // A provider that nobody declares says by its name which version of an SDK is installed.
        const declared = named.filter(
          ({ type, name }) => !type.startsWith("pulumi:providers:") || !/^default/.test(name),
        );
        const lines = declared.map(({ op, type, name }) => {
          assert.equal(op, "create");
          return `${type} ${name}\n`;
        });
        const list = lines.toSorted().join("");
        const file = join(lists, `${environment}.txt`);
        if (process.env["WRITE_RESOURCES"]) writeFileSync(file, list);
        assert.equal(list, readFileSync(file, "utf8"), "npm run resources writes the list anew");
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
