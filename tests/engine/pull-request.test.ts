import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { Platform } from "./platform";

const root = join(__dirname, "../..");

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

/** What the job runs that tells of a pull request, in its order. */
const { jobs } = parse(readFileSync(join(root, ".github/workflows/pull-request.yml"), "utf8")) as Workflow;
const steps = (jobs["policies"]?.steps ?? []).flatMap(({ run }) => run ?? []);

/** A bucket in the place of the platform: what it costs is told by the settings. */
const program = `
import * as aws from "@pulumi/aws";
export = () => ({ bucket: new aws.s3.Bucket("kept").bucket });
`;

describe("a pull request", () => {
  const platform = new Platform();
  const bin = join(platform.folder, "bin");
  const summary = join(platform.folder, "summary");
  const calls = join(platform.folder, "gh.calls");
  after(() => platform.remove());

  const git = (...args: string[]) => execFileSync("git", args, { cwd: platform.folder, stdio: "pipe" });
  const commit = () => {
    git("add", ".");
    git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "-m", "x");
  };
  const run = (script = "") =>
    spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
      cwd: platform.folder,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: [bin, process.env["PATH"] ?? ""].join(delimiter),
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_REPOSITORY: "owner/repo",
        NUMBER: "7",
      },
    });

  before(() => {
    // A `gh` that writes down how it is called, and knows one comment of everybody's.
    mkdirSync(bin);
    writeFileSync(join(bin, "gh"), `#!/bin/sh\necho "$*" >> '${calls}'\n`, { mode: 0o755 });
    platform.replaceProgram(program);
    for (const table of ["docs/prices.json", "docs/region-prices.json"]) {
      platform.write(table, readFileSync(join(root, table), "utf8"));
    }
    platform.delete("Pulumi.prod.yaml");
    platform.write(".gitignore", "node_modules\n.sandbox/\nreports/\nbin/\n");
    git("init", "--quiet");
    commit();
    platform.write("Pulumi.new.yaml", readFileSync(join(platform.folder, "Pulumi.dev.yaml"), "utf8"));
    platform.set("dev", "cache", { nodeType: "cache.t4g.small" });
    commit();
  });

  it("is told of in the job's summary: what it costs, and what the policies say", () => {
    const [policy, show] = steps;
    // It is told of as well where the policies refuse a stack.
    assert.equal(run(policy).status, 1);
    const { status, stderr } = run(show);
    assert.equal(status, 0, stderr);
    const told = readFileSync(summary, "utf8");
    assert.match(told, /### Changes: `dev`\n\nCompared with dev at HEAD\^1 \(\w+\): none\./);
    assert.match(told, /\n\| Cache \| \d+\.\d\d \| \d+\.\d\d \| \+\d+\.\d\d \|\n/);
    assert.match(told, /### Changes: `new`\n\nThe stack is new\. Its monthly cost in USD: at least \d+\.\d\d,/);
    for (const stack of ["dev", "new"]) assert.match(told, new RegExp(`### Policies: \`${stack}\` is refused`));
  });

  it("is told so in one comment", () => {
    const comment = steps.at(-1);
    assert.equal(run(comment).status, 0);
    const body = "--field body=@reports/pull-request/comment.md --silent";
    assert.equal(
      readFileSync(calls, "utf8").split("\n").at(-2),
      `api --method POST repos/owner/repo/issues/7/comments ${body}`,
    );
    const told = readFileSync(join(platform.folder, "reports/pull-request/comment.md"), "utf8");
    // By what the workflow finds it again.
    assert.ok(comment?.includes(`startswith("${told.split("\n")[0] ?? ""}")`));
  });

  it("is told of where what it is compared with cannot be previewed", () => {
    platform.replaceProgram("throw new Error('broken');");
    commit();
    platform.replaceProgram(program);
    platform.delete("Pulumi.new.yaml");
    commit();
    assert.equal(run(steps[1]).status, 0);
    assert.match(readFileSync(summary, "utf8"), /### Changes: `dev`\n\nNot known:\n\n~~~~\n[^~]*broken[^~]*\n~~~~\n/);
  });
});
