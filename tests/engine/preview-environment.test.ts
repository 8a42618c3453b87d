import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { accountIn } from "../../scripts/preview-environment/account";
import { NOTHING, Platform } from "./platform";

const root = join(__dirname, "../..");

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>
  >;
}

const { jobs } = parse(readFileSync(join(root, ".github/workflows/preview-environment.yml"), "utf8")) as Workflow;

/** What a job of the workflow runs at its step of this name. */
function stepOf(job: string, name: string): string {
  const step = jobs[job]?.steps.find((each) => each.name === name);
  assert.ok(step?.run, `${job}: ${name}`);
  return step.run;
}

/** A pull request's stack, from the account's bootstrap to its removal: by what the workflow runs, on the sandbox's AWS. */
describe("a pull request with an environment of its own", () => {
  const platform = new Platform();
  const bin = join(platform.folder, "bin");
  const output = join(platform.folder, "output");
  let account = "";
  after(() => platform.remove());

  /** What `gh` prints, whatever it is asked. */
  const ghSays = (text: string) => {
    writeFileSync(join(bin, "gh"), `#!/bin/sh\necho '${text}'\n`, { mode: 0o755 });
  };
  const run = (script: string) =>
    new Promise<{ readonly code: number; readonly printed: string }>((resolve) => {
      const env = {
        ...process.env,
        PATH: [bin, process.env["PATH"] ?? ""].join(delimiter),
        GITHUB_OUTPUT: output,
        GITHUB_REPOSITORY: "owner/repo",
        PREVIEW_ENVIRONMENTS: account,
        NUMBER: "7",
        STACK: "pr-7",
      };
      const child = execFile(
        "bash",
        ["-e", "-o", "pipefail", "-c", script],
        { cwd: platform.folder, env, maxBuffer: 1e8 },
        (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, printed: stdout + stderr }),
      );
    });
  const succeed = async (script: string) => {
    const { code, printed } = await run(script);
    assert.equal(code, 0, printed);
    return printed;
  };

  before(async () => {
    mkdirSync(bin);
    const tsx = join(root, "node_modules/.bin/tsx");
    writeFileSync(join(bin, "pulumi"), `#!/bin/sh\nexec '${tsx}' sandbox/cli.ts "$@"\n`, { mode: 0o755 });
    const { stdout } = await platform.succeed(
      ...["bootstrap", "-s", "dev", "--preview-environments", "--repository", "owner/repo", "--yes"],
    );
    const [, told = "{}"] = /PREVIEW_ENVIRONMENTS --body '(.*?)'/.exec(stdout) ?? [];
    // The sandbox encrypts secrets by itself.
    account = JSON.stringify({ ...accountIn(told), secretsProvider: undefined });
  });

  it("is deployed under its own name while it asks for that, judged by the policies", async () => {
    const asks = stepOf("up", "See that the pull request still asks for it");
    ghSays("bug");
    assert.notEqual((await run(asks)).code, 0);
    ghSays("preview-environment");
    await succeed(asks);
    await succeed(stepOf("up", "Write its stack file"));
    for (const section of ["database", "cache", "edge"]) platform.set("pr-7", section, { enabled: false });
    const printed = await succeed(stepOf("up", "Deploy it"));
    assert.match(printed, /^Policies:\n.* web-platform@/m);
    const roles = (await platform.state("pr-7")).filter(({ type }) => type === "aws:iam/role:Role");
    assert.ok(roles.length > 0);
    for (const { id = "", inputs } of roles) {
      assert.match(id, /^pr-7-/);
      assert.equal(inputs?.["permissionsBoundary"], accountIn(account).permissionsBoundary);
    }
    await succeed(stepOf("up", "Tell where it is"));
    assert.match(readFileSync(output, "utf8"), /^url=http/);
  });

  it("is found when it is closed, and nothing else is", async () => {
    const find = stepOf("find", "Find the stacks that nobody needs any more");
    const found = async (open: string) => {
      ghSays(open);
      writeFileSync(output, "");
      await succeed(find);
      return readFileSync(output, "utf8");
    };
    await platform.succeed("stack", "init", "prod");
    assert.equal(await found('[{ "number": 7 }]'), "stacks=[]\n");
    assert.equal(await found("[]"), 'stacks=["pr-7"]\n');
  });

  it("is removed by its state alone", async () => {
    platform.delete("Pulumi.pr-7.yaml");
    await succeed(stepOf("remove", "Remove it"));
    const { stdout } = await platform.succeed("stack", "ls", "--json");
    assert.doesNotMatch(stdout, /pr-7/);
    await platform.succeed("bootstrap", "-s", "dev", "--destroy", "--yes");
    assert.deepEqual((await platform.left()).made, NOTHING.made);
  });
});
