import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatted } from "../../scripts/generated";
import { compare, type Verdicts } from "../awsguard/comparison";
import { counterparts, remarks } from "../awsguard/counterparts";
import { dateOf, pageOf } from "../awsguard/page";
import { edition, installAwsGuard, verdicts } from "../awsguard/verdicts";

describe("the comparison with AwsGuard on the engine", () => {
  let judged: Verdicts;
  before(async () => {
    installAwsGuard();
    judged = await verdicts();
  });

  it("is as docs/awsguard.md has it", async () => {
    const file = join(__dirname, "../../docs/awsguard.md");
    const page = readFileSync(file, "utf8");
    const current = await formatted(file, pageOf(compare(judged), edition(dateOf(page) ?? "")));
    assert.equal(page, current, "npm run awsguard writes the page anew");
  });

  it("tells of policies that AwsGuard has", () => {
    const names = judged.policies.map(({ name }) => name);
    assert.deepEqual(
      Object.keys({ ...counterparts, ...remarks }).filter((name) => !names.includes(name)),
      [],
    );
  });
});
