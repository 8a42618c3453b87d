import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Gradual, nameOf, trafficRouting } from "./traffic";

/**
 * What functions that are released in steps share: one application of CodeDeploy, and the ways in which calls are shifted, one
 * for each that is asked for, since an account has 50 of its own ("AWS CodeDeploy quotas").
 *
 * Costs nothing: CodeDeploy is free for Lambda.
 */
export class Rollouts extends pulumi.ComponentResource {
  readonly application: pulumi.Output<string>;
  private readonly configs: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: { readonly rollouts: readonly Gradual[] }, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:Rollouts", name, {}, opts);
    const parent = { parent: this };
    const application = new aws.codedeploy.Application(name, { computePlatform: "Lambda" }, parent);
    this.application = application.name;
    const ways = new Map(args.rollouts.map((rollout) => [nameOf(rollout), rollout]));
    this.configs = Object.fromEntries(
      [...ways].map(([way, rollout]) => {
        const routing = { computePlatform: "Lambda", trafficRoutingConfig: trafficRouting(rollout) };
        return [way, new aws.codedeploy.DeploymentConfig(`${name}-${way}`, routing, parent).deploymentConfigName];
      }),
    );
    this.registerOutputs({ application: this.application });
  }

  /** The name of a way that was asked for. */
  configOf(rollout: Gradual): pulumi.Output<string> {
    const config = this.configs[nameOf(rollout)];
    if (config === undefined) throw new Error(`no function is released by ${nameOf(rollout)}`);
    return config;
  }
}
