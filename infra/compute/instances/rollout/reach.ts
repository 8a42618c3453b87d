import type { RefreshPreferences } from "@aws-sdk/client-auto-scaling";
import type { Clients } from "./clients";
import { type Configuration, versionOf } from "./configuration";
import { readGroup, readRefreshes } from "./group";
import { endedBefore, isEnding, isOf, isUnderWay, nextStep, type Seen, type Step } from "./next-step";
import type { Rollout } from "./roll-out";
import { healthyTargets, troubles } from "./signs";
import { progressText } from "./texts";
import { type Pace, Waiting } from "./waiting";

/** How a refresh is to go, asked when one is started. */
export type Preferences = () => Promise<RefreshPreferences>;

/** What has come of it. */
export type Attempt = { readonly out: true } | Failure;

export interface Failure {
  readonly out: false;
  readonly reason: string;
  /** Instances of the version that have been seen, oldest first, and those that failed their health check. */
  readonly born: readonly string[];
  readonly unhealthy: readonly string[];
}

/** So many new instances that fail their health check say that the version is at fault, and not an instance. */
const failures = 3;

export async function look({ scaling }: Clients, group: string): Promise<Seen> {
  const [described, refreshes] = await Promise.all([readGroup(scaling, group), readRefreshes(scaling, group)]);
  return { group: described, refreshes };
}

/** Goes step by step until the configuration is out and healthy, or fails, or the time is over. */
export async function reach(
  clients: Clients,
  rollout: Rollout,
  to: Configuration,
  preferences: Preferences,
  pace: Pace,
): Promise<Attempt> {
  const { group, boundMinutes } = rollout;
  const waiting = new Waiting(pace, boundMinutes);
  const born = new Set<string>();
  let before: ReadonlySet<string> | undefined;
  let said = "";
  for (;;) {
    const seen = await look(clients, group);
    before ??= endedBefore(seen.refreshes);
    for (const member of seen.group.members) if (isOf(member, to)) born.add(member.id);
    const unhealthy = await unhealthyOf(clients, group, born);

    const step = nextStep(seen, to, before);
    const { text, done } = await take(step, { clients, rollout, seen, to, preferences });
    if (text !== said) await rollout.say(text);
    if (done) return { out: true };
    said = text;
    const reason = failureOf(step, unhealthy.length, waiting.isOver && boundMinutes);
    if (reason !== undefined) return { out: false, reason, born: [...born], unhealthy };
    await waiting.pause();
  }
}

/** Why not to go on, if so. */
function failureOf(step: Step, unhealthy: number, over: number | false): string | undefined {
  if (step.kind === "failed") return step.refresh.reason ?? `its instance refresh is ${step.refresh.status}`;
  if (over !== false) return `it was not out after ${over} minutes (compute.instances.rollout.minutes)`;
  return unhealthy >= failures ? `${unhealthy} new instances failed their health check` : undefined;
}

interface Situation {
  readonly clients: Clients;
  readonly rollout: Rollout;
  readonly seen: Seen;
  readonly to: Configuration;
  readonly preferences: Preferences;
}

/** @returns what to say of it, and whether nothing is left to do. */
async function take(step: Step, situation: Situation): Promise<{ readonly text: string; readonly done?: boolean }> {
  const { clients, rollout, seen, to, preferences } = situation;
  const version = versionOf(to);
  switch (step.kind) {
    case "start":
      await start(clients, rollout.group, to, await preferences());
      return { text: `instances: version ${version} is rolled out by an instance refresh` };
    case "cancel":
      await cancel(clients, rollout.group);
      return { text: `instances: a refresh to version ${versionOf(step.refresh.to)} is under way, and is cancelled` };
    case "wait":
      return { text: `instances: an earlier refresh is about to end (${step.refresh.status})` };
    case "follow":
    case "failed":
      return { text: progressText(step.refresh) };
    case "out": {
      const healthy = await healthyTargets(clients, rollout.targetGroup);
      const serving = seen.group.members.filter(({ id, serves }) => serves && healthy.has(id)).length;
      const done = serving >= seen.group.min;
      const bound = done ? "" : `, and at least ${seen.group.min} have to be`;
      return { text: `instances: version ${version}: ${serving} healthy${bound}`, done };
    }
  }
}

/** Instances of the version that Auto Scaling took away because they failed the load balancer's health check. */
async function unhealthyOf(clients: Clients, group: string, born: ReadonlySet<string>): Promise<readonly string[]> {
  if (born.size === 0) return [];
  const events = await troubles(clients, group);
  return [
    ...new Set(
      events.flatMap(({ instance, unhealthy }) => (unhealthy && instance && born.has(instance) ? [instance] : [])),
    ),
  ];
}

/** Nothing is started twice: a group has one refresh at a time, and what an answer that got lost has started is seen next. */
async function start(
  clients: Clients,
  group: string,
  to: Configuration,
  preferences: RefreshPreferences,
): Promise<void> {
  const { StartInstanceRefreshCommand, InstanceRefreshInProgressFault } = await import("@aws-sdk/client-auto-scaling");
  const command = new StartInstanceRefreshCommand({
    AutoScalingGroupName: group,
    DesiredConfiguration: to,
    Preferences: preferences,
  });
  try {
    await unless(InstanceRefreshInProgressFault, () => clients.scaling.send(command));
  } catch (error) {
    // Where what the group has now names its AMI by a parameter, AWS cannot take back by itself what comes, whatever that names.
    if ((error as Error).name !== "ValidationError" || preferences.AutoRollback !== true) throw error;
    await start(clients, group, to, { ...preferences, AutoRollback: false });
  }
}

async function cancel({ scaling }: Clients, group: string): Promise<void> {
  const { ActiveInstanceRefreshNotFoundFault, CancelInstanceRefreshCommand } =
    await import("@aws-sdk/client-auto-scaling");
  const command = new CancelInstanceRefreshCommand({ AutoScalingGroupName: group });
  await unless(ActiveInstanceRefreshNotFoundFault, () => scaling.send(command));
}

async function unless(known: abstract new (...args: never[]) => Error, send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof known)) throw error;
  }
}

/** Ends whatever refresh is under way, as far as the time lasts. */
export async function stop(clients: Clients, { group, boundMinutes }: Rollout, pace: Pace): Promise<void> {
  const waiting = new Waiting(pace, boundMinutes);
  for (;;) {
    const active = (await readRefreshes(clients.scaling, group)).find(isUnderWay);
    if (!active || waiting.isOver) return;
    if (!isEnding(active)) await cancel(clients, group);
    await waiting.pause();
  }
}
