import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { InstancesSettings, Tags } from "../../settings";

interface GroupNeeds extends Omit<InstancesSettings, "loadBalancer"> {
  /** Value of the group's and the instances' tag `Name`. */
  readonly name: string;
  /** Their other tags: the provider gives a group none of the default ones. */
  readonly tags: Tags;
  readonly subnetIds: pulumi.Input<string[]>;
  /** The template, and the number of the version to launch. */
  readonly template: { readonly id: pulumi.Input<string>; readonly version: pulumi.Input<string> };
  /** Names of the alarms that end an instance refresh. */
  readonly alarmNames: pulumi.Input<string>[];
}

/**
 * A scaling group over every subnet given, so over every zone.
 *
 * It has no desired capacity: where it stands between its bounds is for scaling policies and people to say, and an `up`
 * takes nothing of that back, nor waits for it: instances that do not come to life show in the health of the target group.
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
    instanceRefresh: instanceRefresh(needs),
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
      propagateAtLaunch: true,
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
  // By number: a refresh starts when it changes, and AWS rolls back to numbers alone.
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

/**
 * A new template version replaces the instances in batches; those that have it already stay.
 *
 * An alarm ends the refresh (EC2 Auto Scaling API Reference, RefreshPreferences). Going back is more than AWS does where the
 * template names its AMI by a parameter (the same, RollbackInstanceRefresh).
 *
 * What AWS goes back to is what the group had saved before (EC2 Auto Scaling User Guide, "Undo changes with a rollback"),
 * and the AWS provider saves the new version in the group before it starts the refresh. So until the provider leaves that
 * to the refresh, the way back to the earlier version is an `up` of the earlier commit.
 */
function instanceRefresh(needs: GroupNeeds): aws.types.input.autoscaling.GroupInstanceRefresh {
  return {
    strategy: "Rolling",
    preferences: {
      minHealthyPercentage: needs.healthyPercent.min,
      maxHealthyPercentage: needs.healthyPercent.max,
      skipMatching: true,
      autoRollback: needs.ami !== "al2023",
      alarmSpecification: { alarms: needs.alarmNames },
    },
  };
}
