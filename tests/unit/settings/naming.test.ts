import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { autonamingKey, beginningOfNames, problemsOfNaming } from "../../../infra/settings/naming";

describe("what names begin with", () => {
  for (const [pattern, beginning] of [
    ["${stack}-${name}-${hex(7)}", "eu-"],
    ["shop-${stack}-${name}-${hex(5)}", "shop-eu-"],
    ["prod-${name}-${hex(7)}", "prod-"],
  ] as const) {
    it(`is ${beginning} with ${pattern}`, () => {
      assert.deepEqual(problemsOfNaming({ pattern }), []);
      assert.equal(beginningOfNames({ pattern }, "eu"), beginning);
    });
  }

  it("is the stack's name where nothing says so", () => {
    for (const stated of [undefined, {}, { providers: {} }]) assert.equal(beginningOfNames(stated, "eu"), "eu-");
  });

  for (const stated of [
    { pattern: "${name}-${hex(7)}" },
    { pattern: "${config.owner}-${name}-${hex(7)}" },
    { pattern: "prod-${hex(7)}" },
    { pattern: 7 },
    "prod-",
  ]) {
    it(`cannot be read from ${JSON.stringify(stated)}`, () => {
      const [problem] = problemsOfNaming(stated);
      assert.match(`${problem?.path}: ${problem?.allowed}`, /^pulumi:autonaming: a `pattern` that says/);
    });
  }

  it("is as usual with Pulumi.yaml", () => {
    const { config } = parse(readFileSync(join(__dirname, "../../../Pulumi.yaml"), "utf8")) as {
      readonly config: Readonly<Record<string, { readonly value: { readonly pattern?: unknown } }>>;
    };
    const stated = config[autonamingKey]?.value;
    assert.deepEqual(problemsOfNaming(stated), []);
    assert.deepEqual(stated?.pattern, "${stack}-${name}-${hex(7)}");
    assert.equal(beginningOfNames(stated, "eu"), beginningOfNames(undefined, "eu"));
  });
});
