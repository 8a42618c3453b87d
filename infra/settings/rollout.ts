import type { InstancesSettings } from "./instances";

type Timing = Pick<
  InstancesSettings,
  "healthCheckGraceSeconds" | "healthyPercent" | "rollout" | "scaling" | "warmupSeconds"
>;

/** By when Auto Scaling has seen what the load balancer says of an instance whose grace is over. */
const reactionSeconds = 60;

/**
 * How long a rollout looks at new instances before it replaces the next ones. As long as the grace lasts, Auto Scaling calls
 * an instance healthy that answers nothing (EC2 Auto Scaling User Guide, "Set the health check grace period"): with less
 * than that, a release that never listens would take every instance's place before the first is found out.
 */
export const settleSeconds = ({ warmupSeconds, healthCheckGraceSeconds }: Timing): number =>
  Math.max(warmupSeconds, healthCheckGraceSeconds + reactionSeconds);

/** What a rollout of the fewest instances takes at least: batch after batch, and then the alarms are watched. */
export function shortestRolloutSeconds(timing: Timing): number {
  const { scaling, healthyPercent, rollout } = timing;
  const most = Math.floor((scaling.min * healthyPercent.max) / 100);
  const least = Math.ceil((scaling.min * healthyPercent.min) / 100);
  const batches = Math.ceil(scaling.min / Math.max(1, most - least));
  return batches * settleSeconds(timing) + rollout.watchMinutes * 60;
}
