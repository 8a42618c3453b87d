import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environments, levelOf } from "../../policies/levels";
import { rules } from "../../policies/rules";
import { Platform } from "./platform";

/** A finding as the CLI prints it, with what was found; undecided questions have no such line. */
const finding = /- \[(\w+)\] (?:\[severity: \w+\]\s+)?([\w-]+)\s+\((\S+): (\S+)\)\n[^\n]*\n\s+Found: ([^\n]*)/g;

describe("the policy pack on the engine", () => {
  const platform = new Platform();
  let refused: { readonly code: number; readonly output: string };
  let found: { readonly level: string; readonly rule: string; readonly at: string; readonly words: string }[];
  after(() => platform.remove());

  before(async () => {
    platform.replaceProgram(readFileSync(join(__dirname, "bad-stack.ts"), "utf8"));
    refused = await platform.run("preview", "-s", "prod");
    found = [...refused.output.matchAll(finding)].map(([, level = "", rule = "", , at = "", words = ""]) => ({
      level,
      rule,
      at,
      words,
    }));
  });

  it("refuses a stack that breaks its rules, before anything is made", () => {
    assert.notEqual(refused.code, 0);
    assert.doesNotMatch(refused.output, /Updating/);
  });

  /** Runs `npm run policy -- -s prod`, less npm. */
  const policy = () => {
    const options = { cwd: platform.folder, encoding: "utf8" } as const;
    return spawnSync(process.execPath, ["scripts/run.mjs", "policy", "-s", "prod"], options);
  };

  it("fails npm run policy, which writes its report nonetheless", () => {
    const { status, stdout } = policy();
    assert.equal(status, 1);
    assert.match(stdout, /prod is refused by the \d+ rules/);
    const read = (file: string) => readFileSync(join(platform.folder, "reports/policy", file), "utf8");
    assert.match(read("prod.md"), /is refused/);
    assert.match(read("prod.sarif"), /"ruleId": "rds-multi-az"/);
  });

  const running = rules.filter((rule) => levelOf(rule, environments.prod) !== "disabled");
  const remedied = running.filter((rule) => levelOf(rule, environments.prod) === "remediate");

  for (const { name } of remedied) {
    it(`mends what breaks ${name}`, () => {
      assert.match(refused.output, new RegExp(`- \\[remediate\\] +${name} +\\(\\d+ resources?\\)`));
      assert.ok(!found.some(({ rule }) => rule === name));
    });
  }

  for (const rule of running.filter((candidate) => !remedied.includes(candidate))) {
    it(`finds what breaks ${rule.name}, at the level of the environment`, () => {
      const [first] = found.filter((entry) => entry.rule === rule.name);
      assert.ok(first, refused.output);
      assert.equal(first.level, levelOf(rule, environments.prod));
      assert.match(first.at, /^bad/);
    });
  }

  it("says that nothing is judged where the program fails on the way, whatever was found until then", () => {
    const whole = readFileSync(join(platform.folder, "infra/index.ts"), "utf8");
    platform.replaceProgram(whole.replace("  rights();", '  throw new Error("half of it");'));
    const { status, stdout, stderr } = policy();
    platform.replaceProgram(whole);
    assert.equal(status, 2);
    assert.doesNotMatch(stdout, /refused|passes/);
    assert.match(stderr, /half of it[^]*nothing is judged/);
  });

  it("says by its exit code that nothing is judged where a file of the program cannot be read", () => {
    const file = join(platform.folder, "infra/settings/load-balancer.ts");
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, whole.slice(0, 1_000));
    const { status, stdout, stderr } = policy();
    writeFileSync(file, whole);
    assert.equal(status, 2);
    assert.doesNotMatch(stdout, /refused|passes/);
    assert.match(stderr, /load-balancer\.ts/);
  });

  it("excepts what a levels file names, until its day, and wants no exception that is over", async () => {
    const except = (expires: string) => ({
      exceptions: [{ urn: "urn:pulumi:prod::web-platform::*::bad", reason: "until the move is done", expires }],
    });
    platform.write(
      "policies/levels/prod.json",
      JSON.stringify({ "kms-rotation": except("2999-12-31"), "rds-multi-az": except("2020-12-31") }),
    );
    const { output } = await platform.run("preview", "-s", "prod");
    assert.match(
      output,
      /- \[advisory\] .* kms-rotation .*\n.*\n +Excepted until 2999-12-31 \(until the move is done\): /,
    );
    assert.match(
      output,
      /- \[mandatory\] .* rds-multi-az .*\n.*\n +Found: the exception for \S+ \(.*\) expired on 2020/,
    );
    assert.match(output, /- \[mandatory\] .* rds-multi-az .*\n.*\n +Found: multiAz is not set/);
  });
});
