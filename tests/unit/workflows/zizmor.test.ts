import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zizmor } from "../../../scripts/zizmor/zizmor";
import { root } from "./files";

const workflow = [
  "on: pull_request",
  "permissions: {}",
  "jobs:",
  "  build:",
  "    runs-on: ubuntu-latest",
  "    steps:",
  "      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
  "        with:",
  "          persist-credentials: false",
  "      - run: npm ci",
].join("\n");

describe("zizmor", function () {
  // The first run of a machine installs it.
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "zizmor-"));
  after(() => rmSync(folder, { recursive: true }));

  it("finds nothing in the workflows", async () => {
    const { isClean, found } = await zizmor(join(root, ".github/workflows"));
    assert.ok(isClean, found);
  });

  for (const [what, right, wrong, finding] of [
    ["an action at a branch", "@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "@main", /unpinned-uses/],
    [
      "text of a pull request in a script",
      "npm ci",
      "echo ${{ github.event.pull_request.title }}",
      /template-injection/,
    ],
    ["a token that stays in the checkout", "persist-credentials: false", "fetch-depth: 1", /artipacked/],
    [
      "a workflow that runs for forks with secrets",
      "on: pull_request",
      "on: pull_request_target",
      /dangerous-triggers/,
    ],
  ] as const) {
    it(`finds ${what}`, async () => {
      const file = join(folder, "workflow.yml");
      writeFileSync(file, workflow);
      assert.ok((await zizmor(file)).isClean);
      writeFileSync(file, workflow.replace(right, wrong));
      const { isClean, found } = await zizmor(file);
      assert.ok(!isClean);
      assert.match(found, finding);
    });
  }
});
