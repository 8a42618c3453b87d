import assert from "node:assert/strict";
import { accountIn } from "../../../scripts/preview-environment/account";
import {
  inShell,
  type Outputs,
  repositoryOf,
  settingOf,
  stepsOf,
  variablesOf,
} from "../../../scripts/bootstrap/variables";

const told: Outputs = {
  repository: "owner/repo",
  existingProvider: false,
  region: "eu-west-1",
  stateBucket: "b",
  backendUrl: "s3://b?region=eu-west-1",
  secretsProvider: "awskms:///key?region=eu-west-1",
  previewRoleArn: "arn:preview",
  driftRoleArn: "arn:drift",
  environments: { prod: { region: "us-east-1", deployRoleArn: "arn:deploy", permissionsBoundary: "arn:boundary" } },
};

describe("what GitHub is told of an account", () => {
  it("is for previews the repository's, for deployments the environment's", () => {
    const values = (environment?: string) =>
      Object.fromEntries(
        variablesOf(told)
          .filter((variable) => variable.environment === environment)
          .map(({ name, value }) => [name, value]),
      );
    const state = { PULUMI_BACKEND_URL: told.backendUrl, PULUMI_SECRETS_PROVIDER: told.secretsProvider };
    assert.deepEqual(values(), {
      AWS_PREVIEW_ROLE_ARN: "arn:preview",
      AWS_DRIFT_ROLE_ARN: "arn:drift",
      AWS_REGION: "eu-west-1",
      ...state,
    });
    assert.deepEqual(values("prod"), { AWS_DEPLOY_ROLE_ARN: "arn:deploy", AWS_REGION: "us-east-1", ...state });
  });

  it("is for stacks of pull requests one variable, which the workflow reads", () => {
    const previewEnvironments = {
      region: "us-east-1",
      deployRoleArn: "arn:pr",
      permissionsBoundary: "arn:boundary-pr",
    };
    const variables = variablesOf({ ...told, previewEnvironments });
    const [variable, ...others] = variables.filter(({ name }) => name === "PREVIEW_ENVIRONMENTS");
    assert.deepEqual(others, []);
    assert.equal(variable?.environment, undefined);
    const { backendUrl, secretsProvider } = told;
    const account = { ...previewEnvironments, driftRoleArn: "arn:drift", backendUrl, secretsProvider };
    assert.deepEqual(accountIn(variable?.value ?? ""), account);
  });

  it("is set by gh", () => {
    assert.equal(
      inShell(["gh", ...settingOf({ name: "A", value: "s3://b?c", environment: "prod" }, "owner/repo")]),
      "gh variable set A --body 's3://b?c' --repo owner/repo --env prod",
    );
  });

  it("is quoted for a shell", () => {
    assert.equal(inShell(["a b", "it's", "$(x)", ""]), `'a b' 'it'\\''s' '$(x)' ''`);
  });

  it("leaves to do what a stack needs once", () => {
    assert.deepEqual(stepsOf(told), [
      "pulumi login 's3://b?region=eu-west-1'",
      "pulumi stack init prod '--secrets-provider=awskms:///key?region=eu-west-1'",
      "pulumi config set --stack prod --path web-platform:identity.permissionsBoundary arn:boundary",
    ]);
  });
});

describe("the repository of a checkout", () => {
  for (const remote of [
    "git@github.com:owner/my.repo.git\n",
    "https://github.com/owner/my.repo",
    "https://github.com/owner/my.repo.git",
    "https://token@github.com/owner/my.repo.git/",
    "ssh://git@github.com/owner/my.repo.git",
  ]) {
    it(`is found in ${remote.trim()}`, () => assert.equal(repositoryOf(remote), "owner/my.repo"));
  }

  for (const remote of ["", "https://gitlab.com/owner/repo", "https://notgithub.com/owner/repo", "/srv/git/repo.git"]) {
    it(`is none in ${JSON.stringify(remote)}`, () => assert.equal(repositoryOf(remote), undefined));
  }
});
