import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { InstancesSettings, Tags } from "../../settings";

interface GroupNeeds extends Omit<InstancesSettings, "loadBalancer"> {
  /** Value of the group's and the instances' tag `Name`. */
  readonly name: string;
  /** The group's other tags: the provider gives a group none of the default ones. */
  readonly tags: Tags;
  readonly subnetIds: pulumi.Input<string[]>;
  /** The template, and the number of the version to launch. */
  readonly template: { readonly id: pulumi.Input<string>; readonly version: pulumi.Input<string> };
}

/**
 * A scaling group over every subnet given, so over every zone.
 *
 * It has no desired capacity: where it stands between its bounds is for scaling policies and people to say, and an `up`
 * takes nothing of that back.
 *
 * It has no instance refresh of the provider's: that saves a new template in the group before the refresh has succeeded, and
 * does not wait (hashicorp/terraform-provider-aws#34189, #42355). `fleetReleases` rolls it out, before the group is updated.
 *
 * It holds no data, so nothing protects it; deleting it ends its instances and waits for that, until each has finished its
 * requests.
 */
export function autoScalingGroup(needs: GroupNeeds): aws.autoscaling.GroupArgs {
  const { scaling, healthyPercent, spot } = needs;
  return {
    vpcZoneIdentifiers: needs.subnetIds,
    minSize: scaling.min,
    maxSize: scaling.max,
    ...source(needs),
    // Of the target group that is attached to it. Without this the group would keep instances that run and do not answer (AutoScaling.1).
    healthCheckType: "ELB",
    healthCheckGracePeriod: needs.healthCheckGraceSeconds,
    // Of metrics and instance refreshes, which state none of their own; scaling policies state the same.
    defaultInstanceWarmup: needs.warmupSeconds,
    instanceMaintenancePolicy: {
      minHealthyPercentage: healthyPercent.min,
      maxHealthyPercentage: healthyPercent.max,
    },
    // Patches arrive with new instances, deployed or not: an alias of the AMI is resolved at each launch.
    maxInstanceLifetime: needs.maxInstanceLifetimeDays * 24 * 60 * 60,
    // In the zone with most instances, first what is out of date, then what has run longest.
    terminationPolicies: ["OldestLaunchTemplate", ...(spot ? ["AllocationStrategy"] : []), "OldestInstance"],
    // Replaces a spot instance when its interruption becomes likely, before it comes.
    capacityRebalance: spot !== undefined,
    // With a bound the provider waits, whenever the minimum changes, for exactly as many healthy instances, and fails where
    // scaling has made more.
    waitForCapacityTimeout: "0",
    // Every metric of the group; they cost nothing.
    enabledMetrics: [...groupMetrics],
    metricsGranularity: "1Minute",
    tags: Object.entries({ ...needs.tags, Name: needs.name }).map(([key, value]) => ({
      key,
      value,
      // Instances have theirs from the template, so that a release changes all of them at once; a group's would go before them.
      propagateAtLaunch: false,
    })),
  };
}

const groupMetrics = [
  "GroupMinSize",
  "GroupMaxSize",
  "GroupDesiredCapacity",
  "GroupInServiceInstances",
  "GroupPendingInstances",
  "GroupStandbyInstances",
  "GroupTerminatingInstances",
  "GroupTotalInstances",
] as const;

/** One type on demand, or several types of which some are on spot, where capacity is both deep and cheap. */
function source({ template, instanceType, spot }: GroupNeeds): Partial<aws.autoscaling.GroupArgs> {
  // By number: a release is rolled out when it changes, and AWS goes back to numbers alone.
  if (!spot) return { launchTemplate: { id: template.id, version: template.version } };
  return {
    mixedInstancesPolicy: {
      instancesDistribution: {
        onDemandBaseCapacity: spot.onDemandBase,
        onDemandPercentageAboveBaseCapacity: spot.onDemandPercent,
        // On-demand instances take the first type that has capacity.
        onDemandAllocationStrategy: "prioritized",
        spotAllocationStrategy: "price-capacity-optimized",
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: template.id, version: template.version },
        overrides: [...new Set([instanceType, ...spot.instanceTypes])].map((type) => ({ instanceType: type })),
      },
    },
  };
}
