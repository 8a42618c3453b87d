import assert from "node:assert/strict";
import { parse } from "yaml";
import { maxSessionSeconds } from "../../../bootstrap/environment";
import bootstrap from "../../../bootstrap/index";
import { environmentName } from "../../../bootstrap/settings";
import { deploy } from "../harness";
import { workflows } from "../workflows/files";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-0000-0000-000000000000";

const made = (existingProvider = false, namesBeginWith?: string) =>
  deploy(bootstrap, {
    computed: { "aws:kms/key:Key": { arn: keyArn }, "aws:s3/bucket:Bucket": { arn: "arn:aws:s3:::b", bucket: "b" } },
    config: {
      "web-platform:settings": {
        repository: "owner/repo",
        environments: { dev: { region: "eu-west-1" }, prod: { region: "us-east-1", namesBeginWith } },
        existingProvider,
        previewEnvironments: { region: "eu-central-1" },
      },
    },
  });

describe("the bootstrap of an account", () => {
  for (const [role, subject] of [
    ["preview", "repo:owner/repo:pull_request"],
    ["drift", "repo:owner/repo:ref:refs/heads/main"],
    ["deploy-dev", "repo:owner/repo:environment:dev"],
    ["deploy-prod", "repo:owner/repo:environment:prod"],
    ["deploy-pr", ["repo:owner/repo:environment:preview", "repo:owner/repo:ref:refs/heads/main"]],
  ] as const) {
    it(`lets only the right jobs take the role ${role}`, async () => {
      const { one } = await made();
      const { Statement } = one("aws:iam/role:Role", role).inputs["assumeRolePolicy"] as { Statement: object[] };
      const conditions = Statement.map((statement) => (statement as { Condition: unknown }).Condition);
      const issuer = "token.actions.githubusercontent.com";
      assert.deepEqual(conditions, [
        { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: subject } },
      ]);
    });
  }

  it("gives each environment a boundary of its own, by name and region", async () => {
    const { all, outputs } = await made();
    const policies = all("aws:iam/policy:Policy").map(({ name }) => name);
    assert.ok(policies.includes("boundary-dev") && policies.includes("boundary-prod"));
    assert.notEqual(
      outputs.environments["dev"]?.permissionsBoundary,
      outputs.environments["prod"]?.permissionsBoundary,
    );
    const deploying = all("aws:iam/policy:Policy").filter(({ name }) => name.startsWith("deploy-prod-"));
    const text = JSON.stringify(deploying.map(({ inputs }) => inputs["policy"]));
    assert.ok(text.includes("rds.us-east-1.amazonaws.com") && text.includes("role/prod-*") && !text.includes("dev-*"));
  });

  it("lets a stack that was renamed be deployed with the names that it has", async () => {
    const { all, outputs } = await made(false, "former-");
    const text = JSON.stringify(
      all("aws:iam/policy:Policy").map(({ name, inputs }) => name.includes("prod") && inputs["policy"]),
    );
    assert.ok(text.includes("role/former-*") && text.includes("secret:former-*") && !text.includes("prod-*"));
    assert.equal(outputs.environments["prod"]?.namesBeginWith, "former-", "for the next run on another stack");
  });

  it("lets pull requests deploy stacks of their own, and use the state of no other", async () => {
    const { all, outputs } = await made();
    const deploying = all("aws:iam/policy:Policy").filter(({ name }) => name.startsWith("deploy-pr-"));
    const text = JSON.stringify(deploying.map(({ inputs }) => inputs["policy"]));
    for (const own of ["role/pr-*", "function:pr-*", "web-platform/pr-*/*", "web-platform/pr-*.*", "eu-central-1"])
      assert.ok(text.includes(own), own);
    assert.doesNotMatch(text, /\b(dev|prod)\b/);
    assert.equal(outputs.previewEnvironments?.region, "eu-central-1");
    assert.notEqual(outputs.previewEnvironments.permissionsBoundary, outputs.environments["dev"]?.permissionsBoundary);
  });

  it("attaches all that a deployment may do", async () => {
    const { all } = await made();
    const of = (type: string) => all(type).filter(({ name }) => /^deploy-prod-\d+$/.test(name)).length;
    assert.ok(of("aws:iam/policy:Policy") > 1);
    assert.equal(of("aws:iam/rolePolicyAttachment:RolePolicyAttachment"), of("aws:iam/policy:Policy"));
  });

  it("keeps the state and its key from being deleted", async () => {
    const { one } = await made();
    assert.ok(one("aws:s3/bucket:Bucket").protect);
    assert.equal(one("aws:s3/bucket:Bucket").inputs["forceDestroy"], false);
    assert.ok(one("aws:kms/key:Key").protect);
  });

  it("takes GitHub's provider that the account has", async () => {
    const { all, one } = await made(true);
    assert.deepEqual(all("aws:iam/openIdConnectProvider:OpenIdConnectProvider"), []);
    assert.match(
      JSON.stringify(one("aws:iam/role:Role", "preview").inputs["assumeRolePolicy"]),
      /arn:aws:iam::123456789012:oidc-provider\/token\.actions\.githubusercontent\.com/,
    );
  });

  it("names where state and secrets go as Pulumi takes them", async () => {
    const { outputs } = await made();
    assert.equal(outputs.backendUrl, "s3://b?region=eu-west-1");
    assert.equal(outputs.secretsProvider, `awskms:///${keyArn}?region=eu-west-1`);
  });

  it("lets a session last as long as the job that deploys", () => {
    const jobs = Object.values(workflows).flatMap((text) =>
      Object.values((parse(text) as { jobs: Record<string, { "timeout-minutes"?: number }> }).jobs),
    );
    const deploying = jobs.filter((job) => JSON.stringify(job).includes("vars.AWS_DEPLOY_ROLE_ARN }}"));
    assert.ok(deploying.length > 0);
    for (const job of deploying) assert.ok((job["timeout-minutes"] ?? 360) * 60 <= maxSessionSeconds);
  });

  it("refuses environments whose resources could have the names of its own", () => {
    for (const name of [
      "web",
      "Web-platform",
      "web-platform-state",
      "",
      "a/b",
      "a*",
      "x".repeat(33),
      "pr",
      "PR-7",
      "pr-x",
      "preview",
    ])
      assert.ok(!environmentName.safeParse(name).success, name);
    for (const name of ["dev", "prod", "webshop", "eu_1"]) assert.ok(environmentName.safeParse(name).success, name);
  });
});
