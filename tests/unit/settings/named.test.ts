import assert from "node:assert/strict";
import { named } from "../../../infra/settings/named";
import { parseSettings } from "../../../infra/settings/settings";

const problems = (stated: Readonly<Record<string, unknown>>) =>
  named(stated).problems.map(({ path, allowed }) => `${path}: ${allowed}`);

describe("the name of an environment", () => {
  for (const name of ["dev", "prod"] as const) {
    it(`${name} is like itself`, () => {
      assert.deepEqual(named({ environment: name }), { environment: name, like: name, problems: [] });
      assert.deepEqual(named({ environment: name, like: name }).problems, []);
    });
  }

  it("may be another one, which is completed by the preset that it is like", () => {
    const { settings } = parseSettings({ environment: "staging", like: "prod" }, "ap-northeast-2");
    assert.deepEqual([settings?.environment, settings?.like], ["staging", "prod"]);
    assert.equal(settings?.network.natGateways, "per-zone");
    const pull = parseSettings({ environment: "pr-123", like: "dev" }, "eu-west-1").settings;
    assert.equal(pull?.network.natGateways, "none");
  });

  it("is perhaps a preset misspelt, where nothing says what it is like", () => {
    const [problem, ...more] = problems({ environment: "prud" });
    assert.deepEqual(more, []);
    assert.match(
      problem ?? "",
      /^web-platform:like: the preset that completes environment "prud": .*did you mean "prod"\?/,
    );
    assert.match(problems({ environment: "staging" })[0] ?? "", /one of "dev", "prod"$/);
  });

  it("is like a preset that there is, and as a preset's like no other", () => {
    assert.match(
      problems({ environment: "staging", like: "prodd" })[0] ?? "",
      /^web-platform:like: .*did you mean "prod"/,
    );
    assert.match(
      problems({ environment: "dev", like: "prod" })[0] ?? "",
      /^web-platform:like: "dev", as the environment/,
    );
  });

  for (const name of [undefined, "", "Prod", "my_env", "-a", "a-", "a--b", "1a", "a".repeat(31), 7, null, ["dev"]]) {
    it(`is not ${JSON.stringify(name)}`, () => {
      assert.match(
        problems({ environment: name, like: "dev" })[0] ?? "",
        /^web-platform:environment: a name of at most 30/,
      );
    });
  }
});
