import assert from "node:assert/strict";
import { assertIncludes } from "../../assert-includes";
import { type Deployed, deployed } from "./fleet-fixture";

const groupType = "aws:autoscaling/group:Group";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const spot = { instanceTypes: ["m7g.large", "t4g.small"], onDemandBase: 2, onDemandPercent: 25 };

describe("Fleet's scaling group", () => {
  let fleet: Deployed;
  before(async () => {
    fleet = await deployed();
  });

  for (const [what, expected] of [
    [
      "stands in every zone",
      { vpcZoneIdentifiers: ["subnet-1", "subnet-2", "subnet-3"], availabilityZones: undefined },
    ],
    ["has bounds, and leaves what is between them alone", { minSize: 3, maxSize: 9, desiredCapacity: undefined }],
    ["believes the load balancer's health check", { healthCheckType: "ELB", healthCheckGracePeriod: 180 }],
    ["launches a version by number", { launchTemplate: { id: "users-id", version: "7" } }],
    ["gives new instances time before they count", { defaultInstanceWarmup: 120 }],
    [
      "keeps the healthy share when it replaces instances by itself",
      { instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 150 } },
    ],
    ["ends what is out of date first", { terminationPolicies: ["OldestLaunchTemplate", "OldestInstance"] }],
    ["rebalances nothing without spot", { capacityRebalance: false, mixedInstancesPolicy: undefined }],
    ["waits for no number of instances", { waitForCapacityTimeout: "0" }],
    ["leaves rollouts to the hook, and starts none of its own", { instanceRefresh: undefined }],
    ["renews its instances", { maxInstanceLifetime: 14 * 86_400 }],
    ["ends its instances when it goes", { forceDelete: undefined, protectFromScaleIn: undefined }],
    [
      "has the stack's tags, and a name, and leaves those of its instances to the template",
      {
        tags: [
          { key: "Project", value: "shop", propagateAtLaunch: false },
          { key: "Name", value: "dev-users", propagateAtLaunch: false },
        ],
      },
    ],
  ] as const) {
    it(what, () => assertIncludes(fleet.one(groupType).inputs, expected));
  }

  it("is attached to the target group apart from itself, so that a new one has the instances before they leave the old one", () => {
    assertIncludes(fleet.one(groupType).inputs, { targetGroupArns: undefined });
    const { inputs } = fleet.one("aws:autoscaling/attachment:Attachment");
    assert.deepEqual(inputs, { autoscalingGroupName: "users-0a1b2c3", lbTargetGroupArn: "arn:target-group" });
  });

  it("is not protected: it holds no data", () => assert.equal(fleet.one(groupType).protect, false));

  it("shows how many instances it has", () => {
    const metrics = fleet.one(groupType).inputs["enabledMetrics"] as string[];
    for (const metric of ["GroupInServiceInstances", "GroupDesiredCapacity"])
      assert.ok(metrics.includes(metric), metric);
  });

  it("takes the bounds, shares and times of the settings", async () => {
    const { inputs } = (
      await deployed({
        scaling: { min: 4, max: 20, cpuPercent: 60, requestsPerMinute: 500 },
        healthyPercent: { min: 90, max: 110 },
        warmupSeconds: 60,
        healthCheckGraceSeconds: 240,
        maxInstanceLifetimeDays: 0,
      })
    ).one(groupType);
    assertIncludes(inputs, {
      minSize: 4,
      maxSize: 20,
      defaultInstanceWarmup: 60,
      healthCheckGracePeriod: 240,
      maxInstanceLifetime: 0,
      instanceMaintenancePolicy: { minHealthyPercentage: 90, maxHealthyPercentage: 110 },
    });
  });

  describe("with spot", () => {
    let inputs: Record<string, unknown>;
    before(async () => {
      inputs = (await deployed({ spot })).one(groupType).inputs;
    });

    it("draws on several types, each once, and on demand first on its own", () => {
      assert.equal(inputs["launchTemplate"], undefined);
      assert.deepEqual(inputs["mixedInstancesPolicy"], {
        instancesDistribution: {
          onDemandBaseCapacity: 2,
          onDemandPercentageAboveBaseCapacity: 25,
          onDemandAllocationStrategy: "prioritized",
          spotAllocationStrategy: "price-capacity-optimized",
        },
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: "users-id", version: "7" },
          overrides: [{ instanceType: "t4g.small" }, { instanceType: "m7g.large" }],
        },
      });
    });

    it("replaces instances before they are interrupted", () => assert.equal(inputs["capacityRebalance"], true));

    it("keeps to the allocation when it ends instances", () =>
      assert.deepEqual(inputs["terminationPolicies"], [
        "OldestLaunchTemplate",
        "AllocationStrategy",
        "OldestInstance",
      ]));
  });

  describe("is released", () => {
    it("by a hook before it is updated, once the alarms are there that judge it", () => {
      const { hooks, dependencies } = fleet.one(groupType);
      assert.deepEqual(hooks, { beforeCreate: [], beforeUpdate: ["users-release"] });
      for (const { name } of fleet.all(alarmType)) {
        assert.ok(
          dependencies.some((urn) => urn.endsWith(`${alarmType}::${name}`)),
          name,
        );
      }
    });

    it("and asks AWS nothing when it changes in other ways", async () => {
      const hook = fleet.hooks.find(({ name }) => name === "users-release");
      assert.ok(hook);
      const launches = { launchTemplate: { id: "lt-1", version: "7" } };
      const inputs = { oldInputs: { ...launches, maxSize: 4 }, newInputs: { ...launches, maxSize: 6 } };
      // Where the fixture says that AWS is, nobody answers.
      await hook.callback({ urn: "", id: "users", name: "users", type: groupType, ...inputs });
    });

    it("first when its instances are healthy where they are attached: then its marker is made", () => {
      const { hooks, inputs } = fleet.one("aws:s3/bucketObjectv2:BucketObjectv2", "users-out");
      assert.deepEqual(hooks, { beforeCreate: ["users-first-release"], beforeUpdate: ["users-first-release"] });
      assertIncludes(inputs, { bucket: "records", key: "release/instances" });
      const marker = { group: "users-0a1b2c3", targetGroup: "arn:target-group" };
      assert.deepEqual(JSON.parse(String(inputs["content"])), marker);
    });
  });

  describe("scales", () => {
    const policies = (deployment: Deployed) =>
      Object.fromEntries(
        deployment.all("aws:autoscaling/policy:Policy").map(({ name, inputs }) => {
          assertIncludes(inputs, { policyType: "TargetTrackingScaling", autoscalingGroupName: "users-0a1b2c3" });
          return [name, inputs["targetTrackingConfiguration"]];
        }),
      );
    const cpu = {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      targetValue: 50,
    };

    it("with the group's warm-up stated, which the provider would set to 0 at the first change", async () => {
      const warmups = (await deployed({ warmupSeconds: 60 }))
        .all("aws:autoscaling/policy:Policy")
        .map(({ inputs }) => inputs["estimatedInstanceWarmup"]);
      assert.deepEqual(warmups, [60, 60]);
    });

    it("once the target group is attached", () => {
      for (const { dependencies } of fleet.all("aws:autoscaling/policy:Policy")) {
        assert.ok(dependencies.some((urn) => urn.includes("aws:autoscaling/attachment:Attachment::")));
      }
    });

    it("with processor load and with requests per target", () =>
      assert.deepEqual(policies(fleet), {
        "users-cpu": cpu,
        "users-requests": {
          predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: "app/users/1/targetgroup/users/2",
          },
          targetValue: 1000,
        },
      }));

    it("with processor load alone behind a network load balancer", async () =>
      assert.deepEqual(policies(await deployed({ balancer: "network" })), { "users-cpu": cpu }));
  });

  describe("has alarms", () => {
    const dimensions = { LoadBalancer: "app/users/1", TargetGroup: "targetgroup/users/2" };

    it("for targets that stay unhealthy longer than three batches take", () =>
      assertIncludes(fleet.one(alarmType, "users-unhealthy").inputs, {
        namespace: "AWS/ApplicationELB",
        metricName: "UnHealthyHostCount",
        dimensions,
        statistic: "Maximum",
        period: 60,
        evaluationPeriods: 15,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        treatMissingData: "notBreaching",
      }));

    it("for two minutes with more than 5 % of server errors", () => {
      const { inputs } = fleet.one(alarmType, "users-errors");
      assertIncludes(inputs, {
        evaluationPeriods: 2,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 5,
        treatMissingData: "notBreaching",
      });
      const metric = (metricName: string, of: Record<string, string> = dimensions) => ({
        namespace: "AWS/ApplicationELB",
        metricName,
        dimensions: of,
        stat: "Sum",
        period: 60,
      });
      assert.deepEqual(inputs["metricQueries"], [
        { id: "errors", metric: metric("HTTPCode_Target_5XX_Count") },
        { id: "own", metric: metric("HTTPCode_ELB_5XX_Count", { LoadBalancer: "app/users/1" }) },
        { id: "requests", metric: metric("RequestCount") },
        {
          id: "percent",
          expression: "100 * (FILL(errors, 0) + FILL(own, 0)) / (FILL(requests, 0) + FILL(own, 0))",
          label: "Server errors in percent",
          returnData: true,
        },
      ]);
    });

    it("for unhealthy targets alone behind a network load balancer", async () => {
      const { inputs } = (await deployed({ balancer: "network" })).one(alarmType);
      assertIncludes(inputs, { namespace: "AWS/NetworkELB", metricName: "UnHealthyHostCount", dimensions });
    });

    it("that never ring at once, however short the settings' times are", async () => {
      const alarm = (await deployed({ warmupSeconds: 0, healthCheckGraceSeconds: 0 })).one(
        alarmType,
        "users-unhealthy",
      );
      assert.equal(alarm.inputs["evaluationPeriods"], 3);
    });
  });
});
