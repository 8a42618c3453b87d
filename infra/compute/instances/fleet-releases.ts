import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, awsAccess, settled } from "../../release/aws-access";
import { type Releases, releasing } from "../../release/releasing";
import { type InstancesSettings, settleSeconds } from "../../settings";
import { clientsOf } from "./rollout/clients";
import { isLaunchedBy, versionOf } from "./rollout/configuration";
import { readGroup } from "./rollout/group";
import { launchOf } from "./rollout/inputs";
import { type Rollout, rollOutInstances } from "./rollout/roll-out";

interface FleetReleasesArgs {
  readonly releases: Releases;
  readonly settings: Omit<InstancesSettings, "loadBalancer">;
  /** Names of the alarms that end a rollout. */
  readonly alarmNames: readonly pulumi.Output<string>[];
  readonly targetGroupArn: pulumi.Output<string>;
  /** Number of the template's newest version. */
  readonly version: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
}

type Hook = (args: pulumi.ResourceHookArgs) => Promise<void>;

/** What the object says that is there once instances are out for the first time, in a group and for a load balancer. */
export interface Marker {
  readonly group: string;
  readonly targetGroup: string;
}

interface FleetReleases {
  /** Before a scaling group is updated. */
  readonly ofGroup: Hook;
  /** Before the marker is made or updated. */
  readonly ofMarker: Hook;
}

/**
 * Releases of a fleet, each recorded once it is out and healthy; one that fails goes back, and fails the deployment.
 *
 * - What a group launches changes: the release is rolled out before the provider saves it in the group, which then has it.
 * - A group is new, or gets its targets from another load balancer or port: instances are healthy where the load balancer
 *   sends requests only once they are attached there. The marker is made after that, and waits.
 */
export function fleetReleases(args: FleetReleasesArgs): FleetReleases {
  const release = { of: "instances", ...args.releases };
  return {
    ofGroup: async (hook) => {
      const [from, to] = [launchOf(hook.oldInputs), launchOf(hook.newInputs)];
      if (isLaunchedBy(from.configuration, to.configuration)) return;
      if (!(await isAttached(args, hook.id))) {
        await say("instances: they go to another target group first, and are released there");
        return;
      }
      await releasing({
        ...release,
        changeOf: () => ({ from: versionOf(from.configuration), to: versionOf(to.configuration) }),
        rollOut: async (aws) => rollOutInstances(aws, { ...(await rolloutOf(args)), group: hook.id, to, back: from }),
      })(hook);
    },
    ofMarker: async (hook) => {
      const { group } = JSON.parse(String(hook.newInputs?.["content"])) as Marker;
      const version = await settled(args.version);
      await releasing({
        ...release,
        changeOf: () => ({ to: version }),
        rollOut: async (aws) => {
          const { configuration } = await groupNow(aws, group);
          await rollOutInstances(aws, { ...(await rolloutOf(args)), group, to: { configuration } });
        },
      })(hook);
    },
  };
}

async function isAttached({ releases, targetGroupArn }: FleetReleasesArgs, group: string): Promise<boolean> {
  const { targetGroups } = await groupNow(await awsAccess(releases.provider), group);
  return targetGroups.includes(await settled(targetGroupArn));
}

const groupNow = async (aws: AwsAccess, group: string) => readGroup((await clientsOf(aws)).scaling, group);

async function rolloutOf(args: FleetReleasesArgs): Promise<Omit<Rollout, "back" | "group" | "to">> {
  const { settings } = args;
  return {
    targetGroup: await settled(args.targetGroupArn),
    alarms: await Promise.all(args.alarmNames.map(settled)),
    healthyPercent: settings.healthyPercent,
    settleSeconds: settleSeconds(settings),
    watchSeconds: settings.rollout.watchMinutes * 60,
    // AWS refuses to where a parameter names the AMI (EC2 Auto Scaling API Reference, RefreshPreferences).
    autoRollback: settings.ami !== "al2023",
    boundMinutes: settings.rollout.minutes,
    logGroup: await settled(args.logGroupName),
    say,
  };
}

const say = (text: string): Promise<void> => pulumi.log.info(text);
