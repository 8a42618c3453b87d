import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ServiceRole } from "../../../identity/service-role";
import type { Gradual as Release } from "./roll-out";
import type { Rollouts } from "./rollouts";
import { shiftingStatements } from "./shifting-statements";
import { type Gradual, minutesOf } from "./traffic";
import { versionAlarms } from "./version-alarms";

interface GradualRolloutArgs {
  readonly rollouts: Rollouts;
  readonly rollout: Gradual;
  readonly fn: aws.lambda.Function;
  readonly aliasName: string;
  readonly timeoutSeconds: number;
}

/**
 * Releases of one function by AWS CodeDeploy, in steps and watched by alarms: the first that rings takes the alias back, also
 * when nobody waits for it any more.
 *
 * CodeDeploy's role may move the aliases of this function, and no other. Costs the alarms: three metrics.
 */
export class GradualRollout extends pulumi.ComponentResource {
  readonly group: aws.codedeploy.DeploymentGroup;
  /** What a release is made with. */
  readonly release: pulumi.Output<Release>;

  constructor(name: string, args: GradualRolloutArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:GradualRollout", name, {}, opts);
    const { rollouts, rollout, fn, aliasName, timeoutSeconds } = args;
    const parent = { parent: this };
    const alarms = versionAlarms({ functionName: fn.name, aliasName, version: fn.version, timeoutSeconds });
    const alarmNames = Object.entries(alarms).map(
      ([what, alarm]) => new aws.cloudwatch.MetricAlarm(`${name}-${what}`, alarm, parent).name,
    );
    const role = new ServiceRole(
      name,
      {
        description: "Shifts the calls of a function to its new version",
        service: "codedeploy.amazonaws.com",
        statements: shiftingStatements([fn.arn]),
      },
      parent,
    );
    this.group = new aws.codedeploy.DeploymentGroup(
      name,
      {
        appName: rollouts.application,
        // Unique in its application, whose name is made up.
        deploymentGroupName: name,
        deploymentConfigName: rollouts.configOf(rollout),
        deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
        serviceRoleArn: role.arn,
        // Without the states of its alarms it does not go on.
        alarmConfiguration: { enabled: true, alarms: alarmNames, ignorePollAlarmFailure: false },
        autoRollbackConfiguration: {
          enabled: true,
          events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
        },
      },
      parent,
    );
    const { appName, deploymentGroupName } = this.group;
    this.release = pulumi
      .all([appName, deploymentGroupName, pulumi.all(alarmNames)])
      .apply(([application, group, names]) => ({
        group: { application, name: group },
        alarmNames: names,
        minutes: minutesOf(rollout),
      }));
    this.registerOutputs({ deploymentGroupName });
  }
}
