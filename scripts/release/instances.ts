import { clientsOf } from "../../infra/compute/instances/rollout/clients";
import { versionOf, withVersion } from "../../infra/compute/instances/rollout/configuration";
import { readGroup } from "../../infra/compute/instances/rollout/group";
import { rollOutInstances } from "../../infra/compute/instances/rollout/roll-out";
import type { AwsAccess } from "../../infra/release/aws-access";
import { type InstancesSettings, settleSeconds } from "../../infra/settings";
import { Mistake } from "../mistake";
import type { Released } from "./released";

interface Deployed {
  readonly autoScalingGroupName: string;
  readonly logGroupName: string;
}

/** The instances: they are replaced by those of another version of the template, in batches as in a deployment. */
export function releasedInstances(
  aws: AwsAccess,
  { autoScalingGroupName: name, logGroupName }: Deployed,
  bucket: string,
  settings: InstancesSettings,
): Released {
  const groupNow = async () => readGroup((await clientsOf(aws)).scaling, name);
  return {
    of: "instances",
    bucket,
    live: async () => versionOf((await groupNow()).configuration),
    makeLive: async (to, say) => {
      const { configuration, targetGroups } = await groupNow();
      const [targetGroup] = targetGroups;
      if (targetGroup === undefined)
        throw new Mistake(`${name} is behind no load balancer: nobody can say what is healthy`);
      const wanted = withVersion(configuration, to);
      await refuseWhatIsNotThere(
        aws,
        wanted.LaunchTemplate ?? wanted.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification,
        to,
      );
      await rollOutInstances(aws, {
        group: name,
        targetGroup,
        to: { configuration: wanted },
        back: { configuration },
        // What is left may be what rings them, and it has served before.
        alarms: [],
        healthyPercent: settings.healthyPercent,
        settleSeconds: settleSeconds(settings),
        watchSeconds: 0,
        autoRollback: false,
        boundMinutes: settings.rollout.minutes,
        logGroup: logGroupName,
        say: (text) => {
          say(text);
          return Promise.resolve();
        },
      });
    },
    isSaidBy: ({ type, id }) => type === "aws:autoscaling/group:Group" && id === name,
  };
}

async function refuseWhatIsNotThere(
  aws: AwsAccess,
  template: { readonly LaunchTemplateId?: string | undefined } | undefined,
  version: string,
): Promise<void> {
  const { DescribeLaunchTemplateVersionsCommand, EC2Client } = await import("@aws-sdk/client-ec2");
  const client = aws.client(EC2Client, "ec2");
  const missing = new Mistake(`the instances have no version ${version}: versions are those of their launch template`);
  if (!/^\d+$/.test(version) || template?.LaunchTemplateId === undefined) throw missing;
  try {
    const command = { LaunchTemplateId: template.LaunchTemplateId, Versions: [version] };
    const { LaunchTemplateVersions = [] } = await client.send(new DescribeLaunchTemplateVersionsCommand(command));
    if (LaunchTemplateVersions.length === 0) throw missing;
  } catch (error) {
    if (!/^InvalidLaunchTemplateId\.VersionNotFound/.test((error as Error).name)) throw error;
    throw missing;
  }
}
