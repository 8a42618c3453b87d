import type { RefreshPreferences } from "@aws-sdk/client-auto-scaling";
import type { AwsAccess } from "../../../release/aws-access";
import { type Clients, clientsOf } from "./clients";
import { type Configuration, versionOf } from "./configuration";
import { evidenceOf } from "./evidence";
import { readGroup } from "./group";
import { endedBefore, isOf, nextStep, type Seen } from "./next-step";
import { look, type Preferences, reach, stop } from "./reach";
import { healthyTargets, ringing } from "./signs";
import { type Aftermath, failureText } from "./texts";
import { ordinary, type Pace } from "./waiting";

/** What instances are launched by, and how long they are given. */
export interface Launch {
  readonly configuration: Configuration;
  /** Until failed health checks replace a new instance; as the group has it where it is not said. */
  readonly graceSeconds?: number;
}

export interface Rollout {
  /** Name of the Auto Scaling group. */
  readonly group: string;
  /** ARN of the target group that it is attached to. */
  readonly targetGroup: string;
  readonly to: Launch;
  /** Where to go back to when it fails. */
  readonly back?: Launch;
  /** Names of the alarms that end it. */
  readonly alarms: readonly string[];
  readonly healthyPercent: { readonly min: number; readonly max: number };
  /** How long a new instance is looked at before the next ones are replaced. */
  readonly settleSeconds: number;
  /** How long the alarms are watched once all instances are replaced. */
  readonly watchSeconds: number;
  /** Whether AWS can take it back by itself: it refuses to with an AMI that a parameter names. */
  readonly autoRollback: boolean;
  readonly boundMinutes: number;
  /** Log group of the instances. */
  readonly logGroup: string;
  readonly say: (text: string) => Promise<void>;
}

/**
 * Makes a group's instances those of a configuration by an instance refresh, and is done when they are healthy. One that
 * is under way for it, whoever started it, is followed; one for another is cancelled first; and where all runs already,
 * none is started. The group's own configuration is AWS's to change, once the refresh has succeeded
 * (EC2 Auto Scaling API Reference, StartInstanceRefresh).
 *
 * @throws Error that says what failed, after the instances are back on what they were.
 */
export async function rollOutInstances(aws: AwsAccess, rollout: Rollout, pace = ordinary): Promise<void> {
  const clients = await clientsOf(aws);
  const { group, to, back } = rollout;
  const seen = await look(clients, group);
  const stood = back !== undefined && (await hasStood(clients, rollout, seen));
  await giveGrace(clients, group, to.graceSeconds);
  const attempt = await reach(clients, rollout, to.configuration, forward(clients, rollout), pace);
  if (attempt.out) return;

  const version = versionOf(to.configuration);
  const evidence = await evidenceOf(clients, rollout, attempt);
  await rollout.say(
    `instances: version ${version} fails: ${attempt.reason}` +
      (stood ? `; going back to version ${versionOf(back.configuration)}` : ""),
  );
  let after: Aftermath = { kind: "nothing before" };
  if (stood) after = await goBack(clients, rollout, back, pace);
  else await stop(clients, rollout, pace);
  await giveGrace(clients, group, back?.graceSeconds);
  throw new Error(failureText(version, evidence, after));
}

/** Whether what is before has been healthy: it is now, or it was taken away before this began. */
async function hasStood(clients: Clients, { targetGroup, to }: Rollout, seen: Seen): Promise<boolean> {
  const { kind } = nextStep(seen, to.configuration, endedBefore(seen.refreshes));
  if (kind === "follow" || kind === "out") return true;
  const healthy = await healthyTargets(clients, targetGroup);
  return seen.group.members.some((member) => !isOf(member, to.configuration) && healthy.has(member.id));
}

/** Instances of what has still to come out may need longer than those that there are. */
async function giveGrace({ scaling }: Clients, group: string, seconds: number | undefined): Promise<void> {
  if (seconds === undefined || (await readGroup(scaling, group)).graceSeconds === seconds) return;
  const { UpdateAutoScalingGroupCommand } = await import("@aws-sdk/client-auto-scaling");
  await scaling.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, HealthCheckGracePeriod: seconds }),
  );
}

const sizes = ({ healthyPercent, settleSeconds }: Rollout): RefreshPreferences => ({
  MinHealthyPercentage: healthyPercent.min,
  MaxHealthyPercentage: healthyPercent.max,
  InstanceWarmup: settleSeconds,
  SkipMatching: true,
});

/** An alarm that is on already would end the refresh at once, and with it the way forward out of an outage. */
const forward =
  (clients: Clients, rollout: Rollout): Preferences =>
  async () => {
    const on = new Set((await ringing(clients, rollout.alarms)).map(({ name }) => name));
    const watched = rollout.alarms.filter((name) => !on.has(name));
    for (const name of on) await rollout.say(`instances: the alarm ${name} is on already, and stops nothing`);
    return {
      ...sizes(rollout),
      AutoRollback: rollout.autoRollback && rollout.back !== undefined,
      ...(watched.length > 0 && { AlarmSpecification: { Alarms: watched }, BakeTime: rollout.watchSeconds }),
    };
  };

async function goBack(clients: Clients, rollout: Rollout, back: Launch, pace: Pace): Promise<Aftermath> {
  const version = versionOf(back.configuration);
  // Alarms that are on because of what is taken back would end this at once.
  const preferences = () => Promise.resolve(sizes(rollout));
  const failed = (reason: string): Aftermath => ({ kind: "not back", version, reason, group: rollout.group });
  try {
    const attempt = await reach(clients, rollout, back.configuration, preferences, pace);
    return attempt.out ? { kind: "back", version } : failed(attempt.reason);
  } catch (error) {
    return failed((error as Error).message);
  }
}
