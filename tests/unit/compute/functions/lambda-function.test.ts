import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { DataAccess } from "../../../../infra/compute/data-access";
import { LambdaFunction } from "../../../../infra/compute/functions/lambda-function";
import { Rollouts } from "../../../../infra/compute/functions/rollout/rollouts";
import type { FunctionSettings } from "../../../../infra/settings";
import { assertIncludes } from "../../assert-includes";
import { deploy } from "../../harness";
import {
  cache,
  computed,
  connect,
  database,
  document,
  noData,
  presetFunction,
  statementsOf,
  types,
  waitsFor,
} from "./functions-fixture";

const canary = { kind: "canary", percent: 10, minutes: 5 } as const;
const logGroupArn = "arn:aws:mock:eu-west-1:123456789012:aws:cloudwatch/logGroup:LogGroup/fn";
const own = [
  { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logGroupArn}:*` },
  { Effect: "Allow", Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" },
];

/** A function named `fn` of the preset, but for some settings. */
function deployed(
  settings: Partial<FunctionSettings> = {},
  access: () => DataAccess = noData,
  code = "exports.handler = 1",
) {
  return deploy(
    () => {
      const { functionName, aliasName, invokeArn } = new LambdaFunction("fn", {
        ...presetFunction,
        ...settings,
        of: "functions/fn",
        releases: { bucket: "releases", provider: {} },
        rollouts: new Rollouts("rollouts", { rollouts: [canary] }),
        code: Promise.resolve(code),
        access: access(),
        vpcId: "vpc-1",
        subnetIds: ["subnet-1", "subnet-2"],
      });
      return { functionName, aliasName, invokeArn };
    },
    { computed },
  );
}

describe("LambdaFunction", () => {
  let plain: Awaited<ReturnType<typeof deployed>>;
  before(async () => {
    plain = await deployed();
  });

  it("runs on arm64 and the newest Node, traced, and publishes versions", () => {
    assertIncludes(plain.one(types.fn).inputs, {
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      publish: true,
      tracingConfig: { mode: "Active" },
      name: undefined,
    });
  });

  it("has an archive of one file, whose hash depends on the code alone", async () => {
    const archive = async (code: string) => {
      const inputs = (await deployed({}, noData, code)).one(types.fn).inputs;
      const { assets } = inputs["code"] as { assets: Promise<Record<string, pulumi.asset.FileAsset>> };
      const files = Object.entries(await assets);
      return Promise.all(files.map(async ([name, asset]) => [name, readFileSync(await asset.path, "utf8")]));
    };
    assert.deepEqual(await archive("exports.handler = 1"), [["index.js", "exports.handler = 1"]]);
    assert.deepEqual(await archive("exports.handler = 2"), [["index.js", "exports.handler = 2"]]);
  });

  it("is called by the alias of the version that was published last", () => {
    const { inputs, ignoreChanges } = plain.one(types.alias);
    assert.deepEqual(inputs, { name: "live", functionName: "fn-0a1b2c3", functionVersion: "7" });
    assert.deepEqual(ignoreChanges, [], "weights that a refresh has met would be sent again");
    assert.deepEqual(plain.outputs, {
      functionName: "fn-0a1b2c3",
      aliasName: "live",
      invokeArn: "arn:aws:apigateway:invoke-live",
    });
  });

  it("has its alias released before it is recorded, at once where nothing else is stated", () => {
    assert.deepEqual(plain.one(types.alias).hooks, { beforeCreate: ["fn-release"], beforeUpdate: ["fn-release"] });
    assert.deepEqual(plain.all("aws:codedeploy/deploymentGroup:DeploymentGroup"), []);
  });

  it("has alarms watch a version that is released in steps before its alias moves", async () => {
    const { one } = await deployed({ rollout: canary });
    assert.ok(waitsFor(one(types.alias)).includes("aws:codedeploy/deploymentGroup:DeploymentGroup fn-rollout"));
    for (const what of ["errors", "duration"]) {
      const alarm = `aws:cloudwatch/metricAlarm:MetricAlarm fn-rollout-${what}`;
      assert.ok(waitsFor(one("aws:codedeploy/deploymentGroup:DeploymentGroup")).includes(alarm));
    }
  });

  it("logs JSON to a group of its own that exists before and ends", async () => {
    const { one } = await deployed({ logRetentionDays: 90 });
    assert.deepEqual(one(types.logGroup).inputs, { retentionInDays: 90 });
    assertIncludes(one(types.fn).inputs, { loggingConfig: { logFormat: "JSON", logGroup: "fn-0a1b2c3" } });
    assert.ok(waitsFor(one(types.fn)).includes(`${types.logGroup} fn`));
  });

  it("takes its settings", async () => {
    const settings = {
      memoryMib: 1024,
      timeoutSeconds: 29,
      reservedConcurrency: 5,
      environment: { LOG_LEVEL: "debug" },
    };
    assertIncludes((await deployed(settings)).one(types.fn).inputs, {
      memorySize: 1024,
      timeout: 29,
      reservedConcurrentExecutions: 5,
      environment: { variables: { LOG_LEVEL: "debug" } },
    });
    assertIncludes(plain.one(types.fn).inputs, { reservedConcurrentExecutions: undefined, environment: undefined });
  });

  it("keeps environments of the alias warm where that is asked for", async () => {
    assert.deepEqual(plain.all(types.provisioned), []);
    const warm = await deployed({ provisionedConcurrency: 2 });
    assert.deepEqual(warm.one(types.provisioned).inputs, {
      functionName: "fn-0a1b2c3",
      qualifier: "live",
      provisionedConcurrentExecutions: 2,
    });
  });

  describe("without data", () => {
    it("is not in the VPC", () => {
      assertIncludes(plain.one(types.fn).inputs, { vpcConfig: undefined });
      assert.deepEqual(plain.all(types.securityGroup), []);
    });

    it("has a role that writes its log and its traces, and does nothing else", () => {
      assert.deepEqual(statementsOf(plain), own);
      const [trust] = document(plain.one(types.role).inputs["assumeRolePolicy"])["Statement"] as object[];
      assert.deepEqual(trust, {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "lambda.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
      });
      assert.ok(
        waitsFor(plain.one(types.fn)).includes(`${types.rolePolicy} fn`),
        "the role comes with its permissions",
      );
    });
  });

  describe("with data", () => {
    it("is in the private subnets and the client groups of what it uses", async () => {
      assertIncludes((await deployed({}, cache)).one(types.fn).inputs, {
        vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["fn-id", "sg-cache"] },
        environment: { variables: { CACHE_HOST: "cache.example" } },
      });
    });

    it("keeps its role as long as its security group: Lambda removes the interfaces in that name", async () => {
      const group = waitsFor((await deployed({}, cache)).one(types.securityGroup));
      for (const part of [`${types.role} fn`, `${types.rolePolicy} fn`, `${types.rolePolicy} fn-vpc`]) {
        assert.ok(group.includes(part), part);
      }
    });

    it("is another function in other subnets or groups: published versions hold those that they were made with", async () => {
      assert.deepEqual((await deployed({}, cache)).one(types.fn).replaceOnChanges, ["vpcConfig"]);
    });

    it("opens no connections of its own", async () => {
      const { all, one } = await deployed({}, cache);
      assert.equal(one(types.securityGroup).inputs["vpcId"], "vpc-1");
      assert.deepEqual(all(types.egress), []);
    });

    it("is released only after what its access needs, which its code may be there before", async () => {
      const after = (): DataAccess => ({ ...database(), releasedAfter: [new pulumi.Stash("set-up", { input: 1 })] });
      const { one } = await deployed({}, after);
      const stash = "pulumi:index:Stash set-up";
      assert.ok(waitsFor(one(types.alias)).includes(stash));
      assert.ok(!waitsFor(one(types.fn)).includes(stash));
    });

    it("trusts the authority of RDS where it uses the database, and reaches no more than that", async () => {
      const { all, one } = await deployed({ environment: { DATABASE_HOST: "elsewhere" } }, database);
      assert.deepEqual(all(types.egress), []);
      assertIncludes(one(types.fn).inputs, {
        environment: {
          variables: { DATABASE_HOST: "db.example", NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" },
        },
      });
    });

    it("has a role with which Lambda manages network interfaces, and the function's code does not", async () => {
      const interfaces = [
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
      ];
      const describing = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
      const deployment = await deployed({}, cache);
      assert.deepEqual(statementsOf(deployment, "fn"), [...own, connect]);
      assert.deepEqual(statementsOf(deployment, "fn-vpc"), [
        { Effect: "Allow", Action: describing, Resource: "*" },
        { Effect: "Allow", Action: interfaces, Resource: "arn:aws:ec2:eu-west-1:123456789012:*/*" },
        {
          Effect: "Deny",
          Action: [...describing, ...interfaces],
          Resource: "*",
          Condition: { Null: { "lambda:SourceFunctionArn": "false" } },
        },
      ]);
      const fn = waitsFor(deployment.one(types.fn));
      assert.ok(fn.includes(`${types.rolePolicy} fn-vpc`), "Lambda asks for the permission as it makes the function");
    });
  });
});
