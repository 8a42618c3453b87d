import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { accountOf, regionOf } from "../../../infra/identity/arns";
import { forAccountOf, ServiceRole } from "../../../infra/identity/service-role";
import { deploy } from "../harness";

/** Something that is given the output. */
class User extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super("test:index:User", name, inputs);
  }
}

const statement = { Effect: "Allow" as const, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/k" };
const arn = "arn:aws:logs:eu-west-1:123:log-group:r";
const managed = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole";

describe("ServiceRole", () => {
  it("can be assumed by its service alone, for this account alone", async () => {
    const { one } = await deploy(
      () =>
        new ServiceRole("r", {
          description: "d",
          service: "rds.amazonaws.com",
          condition: forAccountOf(pulumi.output(arn)),
        }),
    );
    assert.deepEqual(one("aws:iam/role:Role").inputs["assumeRolePolicy"], {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "rds.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "123" } },
        },
      ],
    });
  });

  it("may do what is stated and nothing more", async () => {
    const { one, all } = await deploy(
      () => new ServiceRole("r", { description: "d", service: "x.amazonaws.com", statements: [statement] }),
    );
    assert.deepEqual(one("aws:iam/rolePolicy:RolePolicy").inputs["policy"], {
      Version: "2012-10-17",
      Statement: [statement],
    });
    assert.deepEqual(all("aws:iam/rolePolicyAttachment:RolePolicyAttachment"), []);
  });

  it("keeps what it was allowed until a deployment ends, for the release before", async () => {
    const { one } = await deploy(
      () => new ServiceRole("r", { description: "d", service: "x.amazonaws.com", statements: [statement] }),
    );
    const { replaceOnChanges, deleteBeforeReplace = false } = one("aws:iam/rolePolicy:RolePolicy");
    assert.deepEqual([replaceOnChanges, deleteBeforeReplace], [["policy"], false]);
  });

  it("has no managed policies but those that are stated", async () => {
    const { one } = await deploy(
      () => new ServiceRole("r", { description: "d", service: "x.amazonaws.com", managedPolicyArns: [managed] }),
    );
    assert.deepEqual(one("aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive").inputs, {
      roleName: "r-0a1b2c3",
      policyArns: [managed],
    });
  });

  it("is within the stack's boundary, where there is one", async () => {
    const boundary = "arn:aws:iam::123456789012:policy/most";
    const config = { "web-platform:identity": { permissionsBoundary: boundary } };
    for (const [stated, bound] of [
      [config, boundary],
      [{}, undefined],
    ] as const) {
      const { one } = await deploy(() => new ServiceRole("r", { description: "d", service: "x.amazonaws.com" }), {
        config: stated,
      });
      assert.equal(one("aws:iam/role:Role").inputs["permissionsBoundary"], bound);
    }
  });

  it("hands its ARN over only once it has its permissions", async () => {
    const { one } = await deploy(() => {
      const role = new ServiceRole("r", {
        description: "d",
        service: "x.amazonaws.com",
        statements: [statement],
        managedPolicyArns: [managed],
      });
      return new User("user", { roleArn: role.arn });
    });
    const names = one("test:index:User").dependencies.map((urn) => urn.split("::").at(2)?.split("$").at(-1));
    assert.ok(names.includes("aws:iam/rolePolicy:RolePolicy"), String(names));
    assert.ok(names.includes("aws:iam/rolePolicyAttachment:RolePolicyAttachment"), String(names));
  });
});

describe("ARNs", () => {
  it("tell account and region", () => {
    const arn = "arn:aws:rds:eu-west-1:123456789012:db:x";
    assert.deepEqual([accountOf(arn), regionOf(arn)], ["123456789012", "eu-west-1"]);
    assert.throws(() => regionOf("arn:aws:iam::123456789012:role/x"), /no region/);
  });
});
