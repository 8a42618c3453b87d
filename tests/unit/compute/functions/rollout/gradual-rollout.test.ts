import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { GradualRollout } from "../../../../../infra/compute/functions/rollout/gradual-rollout";
import { Rollouts } from "../../../../../infra/compute/functions/rollout/rollouts";
import { assertIncludes } from "../../../assert-includes";
import { deploy } from "../../../harness";
import { document } from "../functions-fixture";

const types = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  application: "aws:codedeploy/application:Application",
  config: "aws:codedeploy/deploymentConfig:DeploymentConfig",
  group: "aws:codedeploy/deploymentGroup:DeploymentGroup",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
} as const;
const canary = { kind: "canary", percent: 10, minutes: 5 } as const;
const linear = { kind: "linear", percent: 20, minutes: 1 } as const;
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:fn-0a1b2c3";
const computed = {
  "aws:lambda/function:Function": { arn, version: "8" },
  [types.config]: { deploymentConfigName: "way" },
};

describe("a gradual rollout", () => {
  let deployment: Awaited<ReturnType<typeof deployed>>;
  before(async () => {
    deployment = await deployed();
  });

  const deployed = () =>
    deploy(
      () => {
        const rollouts = new Rollouts("compute", { rollouts: [canary, linear, canary] });
        const fn = new aws.lambda.Function("fn", { role: "arn:role" });
        const rollout = canary;
        return new GradualRollout("r", { rollouts, rollout, fn, aliasName: "live", timeoutSeconds: 10 }).release;
      },
      { computed },
    );

  it("has one application and each way once, whoever takes it", () => {
    assert.deepEqual(deployment.one(types.application).inputs, { computePlatform: "Lambda" });
    assert.deepEqual(
      deployment.all(types.config).map(({ name, inputs }) => [name, inputs["trafficRoutingConfig"]]),
      [
        ["compute-canary-10-5", { type: "TimeBasedCanary", timeBasedCanary: { percentage: 10, interval: 5 } }],
        ["compute-linear-20-1", { type: "TimeBasedLinear", timeBasedLinear: { percentage: 20, interval: 1 } }],
      ],
    );
  });

  it("is taken back by CodeDeploy: by an alarm, by a failure, on request; never goes on without its alarms' states", () => {
    assertIncludes(deployment.one(types.group).inputs, {
      deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
      deploymentConfigName: "way",
      alarmConfiguration: {
        enabled: true,
        alarms: ["r-errors-0a1b2c3", "r-duration-0a1b2c3"],
        ignorePollAlarmFailure: false,
      },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
    });
  });

  const dimensions = { FunctionName: "fn-0a1b2c3", Resource: "fn-0a1b2c3:live", ExecutedVersion: "8" };

  it("watches the share of errors of the new version alone, in each minute", () => {
    const { inputs } = deployment.one(types.alarm, "r-errors");
    assertIncludes(inputs, {
      threshold: 5,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
    const metric = { namespace: "AWS/Lambda", dimensions, stat: "Sum", period: 60 };
    assert.deepEqual(inputs["metricQueries"], [
      { id: "errors", metric: { ...metric, metricName: "Errors" } },
      { id: "calls", metric: { ...metric, metricName: "Invocations" } },
      { id: "percent", expression: "100 * errors / calls", label: "Errors in percent", returnData: true },
    ]);
  });

  it("watches that the new version stays well below its timeout, in two minutes in a row", () => {
    const { inputs } = deployment.one(types.alarm, "r-duration");
    assertIncludes(inputs, { threshold: 5000, evaluationPeriods: 2, treatMissingData: "notBreaching" });
    const metric = { namespace: "AWS/Lambda", metricName: "Duration", dimensions, stat: "p99", period: 60 };
    assert.deepEqual(inputs["metricQueries"], [{ id: "slowest", metric, returnData: true }]);
  });

  it("lets CodeDeploy move aliases of this function, and no other", () => {
    const trust = document(deployment.one(types.role).inputs["assumeRolePolicy"])["Statement"];
    assert.deepEqual(trust, [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "codedeploy.amazonaws.com" } },
    ]);
    assert.deepEqual(document(deployment.one(types.rolePolicy).inputs["policy"])["Statement"], [
      { Effect: "Allow", Action: ["lambda:GetAlias", "lambda:UpdateAlias"], Resource: [arn] },
      { Effect: "Allow", Action: ["lambda:GetProvisionedConcurrencyConfig"], Resource: [`${arn}:*`] },
      { Effect: "Allow", Action: ["cloudwatch:DescribeAlarms"], Resource: "*" },
    ]);
  });

  it("tells what a release is made with", () => {
    assert.deepEqual(deployment.outputs, {
      group: { application: "compute-0a1b2c3", name: "r" },
      alarmNames: ["r-errors-0a1b2c3", "r-duration-0a1b2c3"],
      minutes: 5,
    });
  });
});
