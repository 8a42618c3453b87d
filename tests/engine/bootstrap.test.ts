import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { inventory } from "../../sandbox/local-aws/inventory";
import { readKey } from "../../sandbox/local-aws/key";
import { localAwsUrl } from "../../sandbox/local-aws/server";
import { Platform } from "./platform";

/** An account, from before its first stack. */
describe("an account", () => {
  const platform = new Platform();
  let bucket = "";
  const bootstrap = (...args: string[]) => platform.run("bootstrap", "-s", "prod", "--yes", ...args);
  after(() => platform.remove());

  /** A `gh` that writes down how it is called, and finds no environment. */
  const calls = join(platform.folder, "gh.calls");
  before(() => {
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
    const folder = join(platform.folder, "bin");
    mkdirSync(folder);
    const script = `#!/bin/sh\necho "$*" >> '${calls}'\ncase "$*" in "api repos"*) exit 1;; esac\n`;
    writeFileSync(join(folder, "gh"), script, { mode: 0o755 });
    platform.variables["PATH"] = [folder, process.env["PATH"] ?? ""].join(delimiter);
  });

  it("is not bootstrapped for a repository that nobody named", async () => {
    const { code, output } = await bootstrap();
    assert.equal(code, 2);
    assert.match(output, /name the repository at GitHub/);
  });

  it("is bootstrapped with the policies enforced, and GitHub is told", async () => {
    const { code, output, stdout } = await bootstrap("--repository", "owner/repo", "--set-variables");
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /\[mandatory\]/);
    assert.match(
      stdout,
      /pulumi config set --stack prod --path web-platform:identity\.permissionsBoundary arn:aws:iam::/,
    );
    bucket = /s3:\/\/([\w-]+)/.exec(stdout)?.[1] ?? "";
    const told = readFileSync(calls, "utf8");
    assert.match(told, /^api --method PUT repos\/owner\/repo\/environments\/prod --silent$/m);
    assert.match(
      told,
      /^variable set AWS_DEPLOY_ROLE_ARN --body arn:\S+\/deploy-prod-\w+ --repo owner\/repo --env prod$/m,
    );
    assert.match(told, /^variable set PULUMI_BACKEND_URL --body s3:\/\/\S+\?region=eu-west-1 --repo owner\/repo$/m);
  });

  it("is what the doctor asks for, from the repository that it was bootstrapped for", async () => {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: platform.folder });
    git("init", "--quiet");
    git("remote", "add", "origin", "https://github.com/owner/repo.git");
    const { code, stdout, stderr } = await platform.run("doctor", "-s", "prod");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^ok {7}GitHub's role: deploy-prod-\w+ trusts repo:owner\/repo:environment:prod$/m);
    assert.match(
      stdout,
      /^note {5}permissions boundary: .* -> pulumi config set .* arn:aws:iam::\S+\/boundary-prod-\w+$/m,
    );
  });

  it("keeps its state in the bucket alone, and changes nothing when it is run again", async () => {
    assert.ok(!existsSync(join(platform.folder, ".sandbox/bootstrap")));
    const { code, output } = await bootstrap();
    assert.equal(code, 0, output);
    assert.match(output, /\d+ unchanged/);
    assert.doesNotMatch(output, /created|updated|deleted|replaced/);
  });

  it("is not cleared while a stack has its state there", async () => {
    const endpoint = await localAwsUrl({ checkout: platform.folder });
    const credentials = readKey(platform.folder);
    assert.ok(endpoint && credentials);
    const s3 = new S3Client({ region: "eu-west-1", endpoint, credentials, forcePathStyle: true });
    const Key = ".pulumi/stacks/web-platform/prod.json";
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "{}" }));
    const { code, output } = await bootstrap("--destroy");
    assert.equal(code, 2);
    assert.match(output, /the state of web-platform\/prod/);
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  });

  it("is left with nothing after that", async () => {
    const { code, output } = await bootstrap("--destroy");
    assert.equal(code, 0, output);
    const { made, kept } = await inventory(platform.folder);
    assert.deepEqual({ made, kept }, { made: {}, kept: {} });
  });
});
