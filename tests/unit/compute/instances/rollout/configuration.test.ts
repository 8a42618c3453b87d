import assert from "node:assert/strict";
import {
  type Configuration,
  isLaunchedBy,
  versionOf,
  withVersion,
} from "../../../../../infra/compute/instances/rollout/configuration";
import { launchOf } from "../../../../../infra/compute/instances/rollout/inputs";

const template: Configuration = { LaunchTemplate: { LaunchTemplateId: "lt-1", Version: "7" } };

const policy = (Version = "7", ...types: string[]): Configuration => ({
  MixedInstancesPolicy: {
    InstancesDistribution: {
      OnDemandBaseCapacity: 2,
      OnDemandPercentageAboveBaseCapacity: 25,
      OnDemandAllocationStrategy: "prioritized",
      SpotAllocationStrategy: "price-capacity-optimized",
    },
    LaunchTemplate: {
      LaunchTemplateSpecification: { LaunchTemplateId: "lt-1", Version },
      Overrides: types.map((InstanceType) => ({ InstanceType })),
    },
  },
});

describe("what a group launches by", () => {
  it("is read from Pulumi's inputs of a group: a template", () => {
    const inputs = { launchTemplate: { id: "lt-1", version: "7" }, healthCheckGracePeriod: 180, minSize: 2 };
    assert.deepEqual(launchOf(inputs), { configuration: template, graceSeconds: 180 });
  });

  it("or a policy of several types", () => {
    const mixedInstancesPolicy = {
      instancesDistribution: {
        onDemandBaseCapacity: 2,
        onDemandPercentageAboveBaseCapacity: 25,
        onDemandAllocationStrategy: "prioritized",
        spotAllocationStrategy: "price-capacity-optimized",
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: "lt-1", version: "7" },
        overrides: [{ instanceType: "t4g.small" }],
      },
    };
    assert.deepEqual(launchOf({ mixedInstancesPolicy }), { configuration: policy("7", "t4g.small") });
  });

  it("has a version, and may get another", () => {
    for (const each of [template, policy("7", "t4g.small")]) {
      assert.equal(versionOf(each), "7");
      assert.equal(versionOf(withVersion(each, "6")), "6");
      assert.deepEqual(withVersion(withVersion(each, "6"), "7"), each);
    }
    const told = { LaunchTemplate: { LaunchTemplateId: "lt-1", LaunchTemplateName: "users", Version: "7" } };
    assert.deepEqual(withVersion(told, "7"), template, "AWS takes an id or a name");
  });

  it("is the same where AWS tells more of it", () => {
    const told = { LaunchTemplate: { LaunchTemplateId: "lt-1", LaunchTemplateName: "users", Version: "7" } };
    assert.ok(isLaunchedBy(told, template));
    assert.ok(isLaunchedBy(policy("7", "t4g.small"), policy("7", "t4g.small")));
  });

  it("is another with another version, another type, or a policy instead", () => {
    assert.ok(!isLaunchedBy(withVersion(template, "6"), template));
    assert.ok(!isLaunchedBy(policy("7", "t4g.small"), policy("7", "t4g.medium")));
    assert.ok(!isLaunchedBy(policy("7", "t4g.small", "t4g.medium"), policy("7", "t4g.small")));
    assert.ok(!isLaunchedBy({ ...template, ...policy() }, template));
    assert.ok(!isLaunchedBy({}, template));
  });
});
