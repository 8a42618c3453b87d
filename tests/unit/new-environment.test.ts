import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { parseSettings } from "../../infra/settings/settings";
import { run, withLast } from "../../scripts/new-environment";

const repository = join(__dirname, "../..");

describe("npm run new-environment", () => {
  let root: string;
  const { log } = console;
  let told: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "new-environment-"));
    for (const path of ["policies/levels/dev.json", "policies/levels/prod.json", "Pulumi.dev.yaml"]) {
      cpSync(join(repository, path), join(root, path), { recursive: true });
    }
    mkdirSync(join(root, ".github/workflows"), { recursive: true });
    const workflow = readFileSync(join(repository, ".github/workflows/deploy.yml"), "utf8");
    writeFileSync(join(root, ".github/workflows/deploy.yml"), workflow.replace(/stack: \[.*\]/, "stack: [dev, prod]"));
    told = "";
    console.log = (text: string) => (told += text);
  });
  afterEach(() => {
    console.log = log;
    rmSync(root, { recursive: true });
  });
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const make = (name: string, like: "dev" | "prod" = "prod", region = "ap-northeast-2") =>
    run({ like, region }, [name], root);

  it("writes a stack file that is valid, levels, and the place in the order of deployment", () => {
    assert.equal(make("staging"), 0);
    const { config } = parse(read("Pulumi.staging.yaml")) as { config: Record<string, unknown> };
    assert.deepEqual(config["aws:defaultTags"], { tags: { Project: "web-platform", Environment: "staging" } });
    const stated = { environment: config["web-platform:environment"], like: config["web-platform:like"] };
    const { settings } = parseSettings(stated, String(config["aws:region"]));
    assert.deepEqual([settings?.environment, settings?.like, settings?.region], ["staging", "prod", "ap-northeast-2"]);
    assert.equal(read("policies/levels/staging.json"), read("policies/levels/prod.json"));
    assert.match(read(".github/workflows/deploy.yml"), /stack: \[dev, prod, staging\]/);
    assert.match(told, /npm run policy -- --stack staging/);
  });

  for (const [what, sentence, attempt] of [
    ["a name in use", /dev is in use: there is Pulumi\.dev\.yaml/, () => make("dev")],
    ["a name of levels", /prod is in use: there is policies\/levels\/prod\.json/, () => make("prod")],
    ["what is no name", /Staging is no name/, () => make("Staging")],
    ["a name that ELB takes no load balancer's from", /at most 24/, () => make("a".repeat(25))],
    ["what stacks of pull requests are called", /pr-7 is no name/, () => make("pr-7")],
    ["a path", /no name/, () => make("../x")],
    ["a region with a typo", /aws:region: "eu-wst-1" is not allowed/, () => make("staging", "prod", "eu-wst-1")],
    ["no name", /takes one name/, () => run({ like: "dev", region: "eu-west-1" }, [], root)],
    ["two names", /takes one name/, () => run({ like: "dev", region: "eu-west-1" }, ["a", "b"], root)],
    [
      "a workflow without a list",
      /has no list/,
      () => {
        writeFileSync(join(root, ".github/workflows/deploy.yml"), "name: deploy\n");
        return make("staging");
      },
    ],
  ] as const) {
    it(`refuses ${what}, and has written nothing`, () => {
      assert.throws(attempt, { message: sentence, exitCode: 2 });
      assert.ok(
        !existsSync(join(root, "Pulumi.staging.yaml")) && !existsSync(join(root, "policies/levels/staging.json")),
      );
    });
  }

  it("adds to a list of any length", () => {
    assert.equal(withLast("        stack: [dev]\n", "two"), "        stack: [dev, two]\n");
  });
});
