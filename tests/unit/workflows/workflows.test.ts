import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

import { CLI_VERSION } from "../../../sandbox/engine/versions";
import { root, workflows } from "./files";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** The scripts of the package that a text runs; `npm ci` is npm's own. */
const scriptsOf = (text: string) =>
  [...text.matchAll(/\bnpm (?:run )?([\w:]+)/g)].map(([, name = ""]) => name).filter((name) => name !== "ci");

describe("the workflows", () => {
  for (const [file, text] of Object.entries(workflows)) {
    describe(file, () => {
      const workflow = parse(text) as Workflow;
      const jobs = Object.values(workflow.jobs);
      const steps = jobs.flatMap((job) => job.steps ?? []);
      const named = steps.flatMap(({ run = "" }) => scriptsOf(run));

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
          else assert.ok(uses.replace("./.github/workflows/", "") in workflows, uses);
        }
      });

      it("runs scripts that the package has", () => {
        for (const name of named) assert.ok(name in scripts, name);
      });

      it("runs scripts that every change has run: .ci/run does, or a test", () => {
        for (const name of named) assert.ok(isRun(name), `nothing but ${file} runs npm run ${name}`);
      });

      it("stores no key of AWS, which is reached by a role: no secret but Pulumi's", () => {
        assert.doesNotMatch(text, /access-key|secrets: inherit/i);
        for (const [, secret] of text.matchAll(/secrets\.(\w+)/g)) {
          assert.match(secret ?? "", /^PULUMI_(ACCESS_TOKEN|CONFIG_PASSPHRASE)$/);
        }
      });

      it("keeps the token of the repository out of the checkout", () => {
        for (const { uses = "", with: given } of steps) {
          if (uses.startsWith("actions/checkout@")) assert.equal(given?.["persist-credentials"], false);
        }
      });

      it("takes the CLI that the sandbox has tried", () => {
        for (const { uses = "", with: given } of steps) {
          if (uses.startsWith("pulumi/actions@")) assert.equal(given?.["pulumi-version"], CLI_VERSION);
        }
      });

      it("has credentials for as long as a job may take", () => {
        for (const { steps: own = [], "timeout-minutes": minutes = 0 } of jobs) {
          for (const { uses = "", with: given } of own) {
            if (!uses.startsWith("aws-actions/configure-aws-credentials@")) continue;
            // The action's default is an hour.
            assert.ok(Number(given?.["role-duration-seconds"] ?? 3600) > minutes * 60);
          }
        }
      });

      it("gives forks no role: a pull request's jobs that may ask for a token of AWS's are not theirs", () => {
        if (!("pull_request" in ((workflow.on as object | null) ?? {}))) return;
        for (const [name, job] of Object.entries(workflow.jobs)) {
          if (job.permissions?.["id-token"] !== "write") continue;
          // Or a job that it needs is not theirs.
          const conditions = [job, ...[job.needs ?? []].flat().map((needed) => workflow.jobs[needed])].map(
            (each) => each?.if ?? "",
          );
          const isOurs = /head\.repo\.full_name == github\.repository|github\.event_name != 'pull_request'/;
          assert.ok(
            conditions.some((condition) => isOurs.test(condition)),
            name,
          );
        }
      });

      it("puts no text of a pull request into a script", () => {
        for (const { run = "" } of steps) assert.doesNotMatch(run, /\$\{\{\s*github\.(event|head_ref)/);
      });
    });
  }
});

describe("the list of stacks", () => {
  const stacks = readdirSync(root).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);

  it("is in the workflow that deploys, in its order, and nowhere else", () => {
    for (const [file, text] of Object.entries(workflows)) {
      const [, listed] = /^ +stack: \[(.*)\]$/m.exec(text) ?? [];
      assert.deepEqual(listed?.split(", ").sort(), file === "deploy.yml" ? stacks.sort() : undefined, file);
    }
  });

  it("is for others what has a stack file", () => {
    for (const file of ["drift.yml", "pull-request.yml"]) {
      const { jobs } = parse(workflows[file] ?? "") as Workflow;
      const [script = ""] = jobs["stacks"]?.steps?.flatMap(({ run }) => run ?? []) ?? [];
      const output = join(mkdtempSync(join(tmpdir(), "stacks-")), "output");
      const { status } = spawnSync("bash", ["-e", "-c", script], {
        cwd: root,
        env: { ...process.env, GITHUB_OUTPUT: output },
      });
      assert.equal(status, 0);
      assert.equal(readFileSync(output, "utf8"), `names=${JSON.stringify(stacks.sort())}\n`);
    }
  });
});

const ofChanges = scriptsOf(read(".ci/run"));
const layers = /const layers = \[(.*)\]/.exec(read("tests/run.mjs"))?.[1] ?? "";
const tests = ["unit", "engine"]
  .flatMap((layer) =>
    readdirSync(join(root, "tests", layer), { recursive: true, encoding: "utf8" }).map((file) =>
      join("tests", layer, file),
    ),
  )
  .filter((file) => file.endsWith(".test.ts"));

/** Whether `.ci/run` runs the script, `npm test` does as a layer, or a test runs it. */
function isRun(name: string): boolean {
  return (
    ofChanges.includes(name) ||
    layers.includes(`"${name.replace("test:", "")}"`) ||
    tests.some((file) =>
      [`"scripts/run.mjs", "${name}"`, `succeed("${name}"`].some((call) => read(file).includes(call)),
    )
  );
}
