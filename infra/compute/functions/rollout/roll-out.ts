import { setTimeout as sleep } from "node:timers/promises";
import type { AwsAccess } from "../../../release/aws-access";
import { ringing } from "./alarm-states";
import { type DeploymentGroup, Deployments } from "./code-deploy";
import { LiveAlias } from "./live-alias";
import { inWords, nextStep, type Route } from "./next-step";

/** What releases of a function are made with. */
export interface Rollout {
  /** What it is called in messages: `functions/<name>`. */
  readonly of: string;
  readonly functionName: string;
  readonly alias: string;
  /** In steps; without it, at once, by whoever moves the alias after this. */
  readonly gradual?: Gradual | undefined;
  readonly keepVersions: number;
  readonly say: (text: string) => Promise<void>;
  /** Milliseconds between two looks. */
  readonly pollMs?: number;
}

export interface Gradual {
  readonly group: DeploymentGroup;
  /** Names of the alarms that take a release back. */
  readonly alarmNames: readonly string[];
  /** From the first shift of calls to the last. */
  readonly minutes: number;
}

/** Minutes that a rollout may take beside its shifts: Lambda warms versions where there is provisioned concurrency. */
const slackMinutes = 30;
const defaultPollMs = 2_000;

/**
 * Has the calls of a function's alias get a version, and is done when all of them do and no alarm has rung meanwhile. Then old
 * versions are deleted.
 *
 * CodeDeploy goes on when whoever waits here dies; the next one takes over what is under way.
 *
 * @throws Error that says why the version is not released, and what calls get instead.
 */
export async function rollOut(aws: AwsAccess, rollout: Rollout, to: string): Promise<void> {
  const alias = await LiveAlias.of(aws, rollout.functionName, rollout.alias);
  const before = await alias.route();
  if (before === undefined) return;
  if (rollout.gradual) {
    const deployments = await Deployments.of(aws, rollout.gradual.group);
    await new Shifting(aws, rollout, rollout.gradual, alias, deployments, to, before).done();
  } else {
    await warmed(rollout, alias, to);
  }
  await prune(rollout, alias, [before.version, to]);
}

/**
 * Where there is provisioned concurrency Lambda leaves calls with the version before until the new one is warm. A move of the alias
 * meanwhile, to where it leads already, would take that away.
 */
async function warmed({ pollMs = defaultPollMs }: Rollout, alias: LiveAlias, to: string): Promise<void> {
  const deadline = Date.now() + slackMinutes * 60_000;
  for (;;) {
    const route = await alias.route();
    if (route?.version !== to || Object.keys(route.others).length === 0 || Date.now() > deadline) return;
    await sleep(pollMs);
  }
}

/** What is out stays out, also where tidying up after it fails. */
async function prune({ of, keepVersions, say }: Rollout, alias: LiveAlias, named: readonly string[]): Promise<void> {
  try {
    const deleted = await alias.prune(keepVersions, named);
    if (deleted.length > 0) await say(`${of}: deleted the old versions ${deleted.join(", ")}`);
  } catch (error) {
    await say(`${of}: old versions are still there: ${(error as Error).message}`);
  }
}

class Shifting {
  private readonly deadline: number;
  private told: string;

  constructor(
    private readonly aws: AwsAccess,
    private readonly rollout: Rollout,
    private readonly gradual: Gradual,
    private readonly alias: LiveAlias,
    private readonly deployments: Deployments,
    private readonly to: string,
    before: Route,
  ) {
    this.told = inWords(before);
    this.deadline = Date.now() + (gradual.minutes + slackMinutes) * 60_000;
  }

  async done(): Promise<void> {
    for (;;) {
      // In this order: what ends in between has moved the alias before it is looked at.
      const underWay = await this.deployments.underWay();
      const step = nextStep(this.to, await this.alias.route(), underWay);
      if (step.kind === "nothing") return;
      if (step.kind === "follow") {
        await this.tell(`deployment ${step.id} of version ${this.to} is under way already`);
        return this.follow(step.id);
      }
      if (step.kind === "shift") {
        await this.quiet();
        const { functionName, alias } = this.rollout;
        return this.follow(await this.deployments.start({ functionName, alias, from: step.from, to: this.to }));
      }
      if (step.kind === "stop") {
        await this.tell(
          `deployment ${step.id} of version ${underWay?.target ?? "unknown"} is under way, and is stopped`,
        );
        await this.deployments.stop(step.id);
      }
      if (step.kind === "settle") await this.pause("two versions are called, and no deployment says why");
      else await this.ended(step.id);
    }
  }

  /** @throws Error where it fails. */
  private async follow(id: string): Promise<void> {
    for (;;) {
      const { state, reason } = await this.deployments.progress(id);
      const route = await this.route();
      const isOut = route.version === this.to && Object.keys(route.others).length === 0;
      if (state === "succeeded" && isOut) return;
      if (state === "failed") throw await this.failed(id, reason);
      await this.pause(`deployment ${id} is under way, and goes on without this`);
    }
  }

  /** Once the version before has all calls again. */
  private async failed(id: string, reason = "CodeDeploy says no more"): Promise<Error> {
    for (;;) {
      const { rollback } = await this.deployments.progress(id);
      const { state } = rollback === undefined ? { state: undefined } : await this.deployments.progress(rollback);
      const route = await this.route();
      const isBack = route.version !== this.to && Object.keys(route.others).length === 0;
      if ((isBack && state !== "under way") || state === "failed") {
        const text = `version ${this.to} is not released, and ${inWords(route)}. Deployment ${id}: ${reason}`;
        return new Error(`${this.rollout.of}: ${text}`);
      }
      await this.pause(`deployment ${id} has failed (${reason}), and is not taken back`);
    }
  }

  private async ended(id: string): Promise<void> {
    while ((await this.deployments.progress(id)).state === "under way") {
      await this.route();
      await this.pause(`deployment ${id} is under way`);
    }
  }

  /**
   * CodeDeploy ends at once where an alarm is in ALARM. An alarm is told of the new version before, and by its next look at it
   * knows nothing bad: what it rang for was another one.
   */
  private async quiet(): Promise<void> {
    for (;;) {
      const names = await ringing(this.aws, this.gradual.alarmNames);
      if (names.length === 0) return;
      await this.tell(`waits until an earlier alarm is over: ${names.join(", ")}`);
      await this.pause(`the alarm ${names.join(", ")} does not end`);
    }
  }

  /** Where calls go now, which is told when it changes. */
  private async route() {
    const route = await this.alias.route();
    if (route === undefined) throw new Error(`${this.rollout.of}: its alias is gone`);
    await this.tell(inWords(route));
    return route;
  }

  private async tell(text: string): Promise<void> {
    if (text === this.told) return;
    this.told = text;
    await this.rollout.say(`${this.rollout.of}: ${text}`);
  }

  /** @throws Error when it has taken too long altogether. */
  private async pause(still: string): Promise<void> {
    const minutes = this.gradual.minutes + slackMinutes;
    if (Date.now() > this.deadline) throw new Error(`${this.rollout.of}: after ${minutes} minutes ${still}`);
    await sleep(this.rollout.pollMs ?? defaultPollMs);
  }
}
