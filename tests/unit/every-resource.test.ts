import assert from "node:assert/strict";
import type { Registration } from "./harness";
import { allows, problemsOf, type Statement } from "./identity/authorization";
import { wrongTexts } from "./texts";
import { deployedVariant, variants } from "./variants";

/** What holds for each resource of each variant: in one file, so that a variant is deployed once for all of it. */
describe("texts that AWS reads", function () {
  // Each is a whole program.
  this.timeout(60_000);
  for (const variant of Object.keys(variants)) {
    it(`has only characters that AWS takes: ${variant}`, async () => {
      const { resources } = await deployedVariant(variant);
      assert.deepEqual(resources.flatMap(wrongTexts), []);
    });
  }
});

/** How the engine finds a resource that is not there by its name: by its own alias, or by its parent's as far as it begins with its name. */
function formerNames(resources: readonly Registration[]): [name: string, before: string][] {
  const before = new Map<string, string>();
  return resources.map(({ name, parent, aliases }) => {
    const [own] = aliases.filter((alias) => !alias.startsWith("urn:"));
    const above = parent === undefined ? undefined : before.get(parent);
    const found =
      own ??
      (parent !== undefined && above !== undefined && name.startsWith(parent)
        ? above + name.slice(parent.length)
        : name);
    if (own !== undefined || !before.has(name)) before.set(name, found);
    return [name, found];
  });
}

/** Resources that there were none of then, and parameter groups, of which the one was called as the database. */
const since = /^database-(setup|unused-users|(postgres|mysql)\d)/;

/** Resources that were called without the stack before, or by AWS's own beginning of a name. */
const nameBefore = (name: string, stack: string): string => {
  if (name.startsWith("com.amazonaws.")) return name;
  const [, beginning = "", rest = ""] = /^(aws-waf-logs-)?(.*)$/.exec(name) ?? [];
  return `${beginning}${stack}-${rest}`;
};

describe("a resource of a stack from when logical names began with the stack's", function () {
  this.timeout(60_000);
  for (const [variant, [stack]] of Object.entries(variants)) {
    it(`is found: ${variant}`, async () => {
      const { resources } = await deployedVariant(variant);
      const named = resources.filter(({ type, name }) => type !== "pulumi:pulumi:Stack" && !since.test(name));
      assert.ok(named.length > 50);
      for (const [name, before] of formerNames(named)) assert.equal(before, nameBefore(name, stack));
    });
  }
});

describe("every policy that the program makes", function () {
  // The reference is 10 MB of JSON.
  this.timeout(60_000);
  for (const variant of Object.keys(variants)) {
    it(`says what AWS knows, and applies: ${variant}`, async () => {
      const { resources } = await deployedVariant(variant);
      const found = resources.flatMap((resource) => policiesOf(resource).map((policy) => [resource, policy] as const));
      assert.ok(found.length > 5, `${found.length} policies`);
      const problems: string[] = [];
      for (const [resource, { Statement }] of found) {
        for (const statement of Statement)
          problems.push(...(await problemsOf(statement)).map((each) => `${resource.type} ${resource.name}: ${each}`));
      }
      assert.deepEqual(problems, []);
    });
  }

  const logs = "arn:aws:logs:eu-west-1:123456789012:log-group:group-0a1b2c3:log-stream:i-1";
  const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0a1b2c3-AbCdEf";
  const everyInstance: readonly (readonly [action: string, resource: string])[] = [
    ["logs:CreateLogStream", logs],
    ["logs:PutLogEvents", logs],
    ["ssm:UpdateInstanceInformation", "*"],
    ["ssmmessages:OpenDataChannel", "*"],
    ["s3:GetObject", "arn:aws:s3:::bucket-0a1b2c3/0a1b2c3d.zip"],
    ["rds-db:connect", "arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-0A1B2C3/instances"],
  ];
  const repository = "arn:aws:ecr:eu-west-1:123456789012:repository/service";
  const pull: typeof everyInstance = [
    ["ecr:GetAuthorizationToken", "*"],
    ["ecr:BatchGetImage", repository],
    ["ecr:GetDownloadUrlForLayer", repository],
  ];
  // What boot.sh calls, and an application.
  for (const [stack, calls] of [
    ["prod", everyInstance],
    ["instances of an image", [...everyInstance, ...pull]],
  ] as const) {
    it(`lets instances boot and sign in to the database, and no more: ${stack}`, async () => {
      const { one } = await deployedVariant(stack);
      const policy = one("aws:iam/rolePolicy:RolePolicy", "compute");
      const statements = policiesOf(policy).flatMap(({ Statement }) => Statement);
      assert.deepEqual(
        calls.filter(([action, resource]) => !allows(statements, action, resource)),
        [],
      );
      for (const [action, resource] of [
        ["s3:PutObject", "arn:aws:s3:::bucket-0a1b2c3/0a1b2c3d.zip"],
        ["secretsmanager:PutSecretValue", secret],
        ["secretsmanager:GetSecretValue", secret],
        ["rds-db:connect", "arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-0A1B2C3/platform"],
        ["rds-db:connect", "arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-0A1B2C3/function_posts"],
        ["ssm:GetParameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/other"],
      ] as const)
        assert.ok(!allows(statements, action, resource), action);
    });
  }
});

describe("the master secret", function () {
  this.timeout(60_000);
  for (const variant of Object.keys(variants)) {
    it(`is read by one role and by no other: ${variant}`, async () => {
      const { all } = await deployedVariant(variant);
      const readers = all("aws:iam/rolePolicy:RolePolicy").filter((policy) =>
        policiesOf(policy)
          .flatMap(({ Statement }) => Statement)
          .some(({ Action }) => [Action].flat().some((action) => /^(\*|secretsmanager:)/.test(String(action)))),
      );
      assert.deepEqual(
        readers.map(({ name }) => name),
        ["database-setup-reader"],
      );
    });
  }
});

/** Every policy document among a resource's inputs, as an object or as JSON. */
function policiesOf({ inputs }: Registration): { readonly Statement: readonly Statement[] }[] {
  return Object.values(inputs).flatMap((value) => {
    const read = typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as unknown) : value;
    return isPolicy(read) ? [read] : [];
  });
}

function isPolicy(value: unknown): value is { readonly Statement: readonly Statement[] } {
  return typeof value === "object" && value !== null && "Statement" in value && Array.isArray(value.Statement);
}
