import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly uses?: string;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = join(__dirname, "../../..");
const folder = join(root, ".github/workflows");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };

describe("the workflows", () => {
  for (const file of readdirSync(folder)) {
    describe(file, () => {
      const text = readFileSync(join(folder, file), "utf8");
      const workflow = parse(text) as Workflow;
      const jobs = Object.values(workflow.jobs);
      const steps = jobs.flatMap((job) => job.steps ?? []);

      it("takes every action at a commit, and tells its version", () => {
        for (const [line] of text.matchAll(/uses: (?!\.\/).*/g)) {
          assert.match(line, /^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
        }
      });

      it("may read the repository and nothing else, unless a job says so", () => {
        assert.deepEqual(workflow.permissions, { contents: "read" });
      });

      it("ends jobs that hang, and calls only workflows that are there", () => {
        for (const { uses, "timeout-minutes": minutes } of jobs) {
          if (uses === undefined) assert.ok(minutes);
          else assert.ok(readdirSync(folder).includes(uses.replace("./.github/workflows/", "")), uses);
        }
      });

      it("runs scripts that the package has", () => {
        const named = steps.flatMap(({ run = "" }) =>
          [...run.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, name]) => name),
        );
        for (const name of named) assert.ok(name === "ci" || (name !== undefined && name in scripts), name);
      });

      it("stores no key: AWS is reached by a role", () => {
        assert.doesNotMatch(text, /secrets\.|access-key/i);
      });

      it("puts no text of a pull request into a script", () => {
        for (const { run = "" } of steps) assert.doesNotMatch(run, /\$\{\{\s*github\.(event|head_ref)/);
      });
    });
  }
});
