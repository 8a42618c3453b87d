import type { AutoScalingClient, Instance, InstanceRefresh, InstanceRefreshStatus } from "@aws-sdk/client-auto-scaling";
import { type Configuration, versionOf } from "./configuration";

/** An instance that is in its group, and not on its way out. */
export interface Member {
  readonly id: string;
  /** Of the template that it was launched by. */
  readonly version: string;
  readonly type: string;
  /** Whether it is in service, and Auto Scaling does not mean to replace it. */
  readonly serves: boolean;
}

export interface Group {
  readonly name: string;
  readonly min: number;
  readonly configuration: Configuration;
  readonly graceSeconds: number;
  readonly targetGroups: readonly string[];
  readonly members: readonly Member[];
}

/** An instance refresh. */
export interface Refresh {
  readonly id: string;
  readonly status: InstanceRefreshStatus;
  /** AWS's own words for the status. */
  readonly reason: string | undefined;
  readonly percent: number;
  /** Instances that it still has to replace. */
  readonly left: number;
  readonly to: Configuration;
}

/** @throws Error where there is no such group. */
export async function readGroup(client: AutoScalingClient, name: string): Promise<Group> {
  const { DescribeAutoScalingGroupsCommand } = await import("@aws-sdk/client-auto-scaling");
  const { AutoScalingGroups: found = [] } = await client.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  const [group] = found;
  if (!group) throw new Error(`AWS has no Auto Scaling group ${name}`);
  return {
    name,
    min: group.MinSize ?? 0,
    configuration: configurationOf(group),
    graceSeconds: group.HealthCheckGracePeriod ?? 0,
    targetGroups: group.TargetGroupARNs ?? [],
    members: (group.Instances ?? []).filter(stays).map(memberOf),
  };
}

/** Newest first: as many as one answer has, which is of the last six weeks. */
export async function readRefreshes(client: AutoScalingClient, group: string): Promise<readonly Refresh[]> {
  const { DescribeInstanceRefreshesCommand } = await import("@aws-sdk/client-auto-scaling");
  const { InstanceRefreshes: found = [] } = await client.send(
    new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: group }),
  );
  return found.map(refreshOf);
}

/** Of what AWS tells of a group or a refresh, one of both. */
function configurationOf({ LaunchTemplate, MixedInstancesPolicy }: Configuration): Configuration {
  if (MixedInstancesPolicy) return { MixedInstancesPolicy };
  return LaunchTemplate ? { LaunchTemplate } : {};
}

const stays = ({ LifecycleState }: Instance): boolean => !/^(Terminat|Detach|Warmed)/.test(LifecycleState ?? "");

const memberOf = ({ InstanceId, InstanceType, LaunchTemplate, LifecycleState, HealthStatus }: Instance): Member => ({
  id: InstanceId ?? "",
  version: versionOf(LaunchTemplate ? { LaunchTemplate } : {}),
  type: InstanceType ?? "",
  serves: LifecycleState === "InService" && HealthStatus === "Healthy",
});

const refreshOf = (refresh: InstanceRefresh): Refresh => ({
  id: refresh.InstanceRefreshId ?? "",
  status: refresh.Status ?? "Pending",
  reason: refresh.RollbackDetails?.RollbackReason ?? refresh.StatusReason,
  percent: refresh.PercentageComplete ?? 0,
  left: refresh.InstancesToUpdate ?? 0,
  to: configurationOf(refresh.DesiredConfiguration ?? {}),
});
