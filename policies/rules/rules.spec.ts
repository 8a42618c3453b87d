import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { basename } from "node:path";

import { rules } from ".";

/** The files that hold rules, by the name of the rule: `<service>/<rule>.ts`. */
const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.includes("/") && file.endsWith(".ts") && !file.endsWith(".spec.ts"),
);

describe("every rule", () => {
  it("is selected, once, under the name of its file", () => {
    assert.deepEqual(rules.map(({ name }) => name).sort(), files.map((file) => basename(file, ".ts")).sort());
  });

  it("has a spec beside it", () => {
    const without = files.filter((file) => !existsSync(`${__dirname}/${file.replace(/\.ts$/, ".spec.ts")}`));
    assert.deepEqual(without, []);
  });

  for (const rule of rules) {
    describe(rule.name, () => {
      it("has a kebab-case name", () => assert.match(rule.name, /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/));
      it("describes in one sentence what it demands", () => assert.match(rule.description, /^[A-Z][^\n.]*\.$/));
      it("gives the remedy in one line", () => assert.match(rule.remediationSteps ?? "", /^[a-z][^\n]*\.$/));
      it("names its controls", () => assert.ok(rule.framework?.reference));
      it("has a severity and a level", () => assert.ok(rule.severity && rule.enforcementLevel));
      it("links to the reason", () => assert.match(rule.url ?? "", /^https:\/\/\S+$/));
    });
  }
});
