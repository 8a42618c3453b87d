import type * as aws from "@pulumi/aws";
import { type RolloutSettings, shifts } from "../../../settings";

/** A rollout in steps, which CodeDeploy makes. */
export type Gradual = Exclude<RolloutSettings, { kind: "all-at-once" }>;

export const isGradual = (rollout: RolloutSettings): rollout is Gradual => rollout.kind !== "all-at-once";

/** How CodeDeploy is told of it. */
export function trafficRouting(rollout: Gradual): aws.types.input.codedeploy.DeploymentConfigTrafficRoutingConfig {
  const { percent: percentage, minutes: interval } = rollout;
  return rollout.kind === "canary"
    ? { type: "TimeBasedCanary", timeBasedCanary: { percentage, interval } }
    : { type: "TimeBasedLinear", timeBasedLinear: { percentage, interval } };
}

/** Minutes from the first shift to the last. */
export const minutesOf = ({ kind, percent, minutes }: Gradual): number =>
  kind === "canary" ? minutes : shifts(percent) * minutes;

/** What tells one way from another: functions that have the same share it. */
export const nameOf = ({ kind, percent, minutes }: Gradual): string => `${kind}-${percent}-${minutes}`;
