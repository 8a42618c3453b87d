import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { regionOf } from "../../identity/arns";
import { ServiceRole } from "../../identity/service-role";
import { knownAfter } from "../../known-after";
import { label } from "../../names";
import { SecurityGroup } from "../../network/security-group";
import type { InstancesSettings, Tags } from "../../settings";
import { autoScalingGroup } from "./auto-scaling-group";
import type { Balancing } from "./balancing";
import { authoritiesFile, bootUserData, codeFile } from "./boot";
import { applicationEntry, type Code } from "../../code/code";
import type { DataAccess } from "../data-access";
import { fleetReleases, type Marker } from "./fleet-releases";
import { instanceStatements } from "./instance-role";
import { launchTemplate } from "./launch-template";
import type { Releases } from "../../release/releasing";
import { Release } from "./release";
import { rollbackAlarms } from "./rollback-alarms";
import { trackings } from "./scaling-policies";

export interface FleetArgs extends Omit<InstancesSettings, "loadBalancer"> {
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  readonly access: DataAccess;
  readonly code: Code;
  readonly releases: Releases;
  /** Of the instances, their volumes and interfaces, which AWS makes; changed ones replace the instances. */
  readonly tags: Tags;
  /** The target group has to be behind a listener already: scaling by requests is refused before. */
  readonly loadBalancer: Balancing;
  /**
   * Certificate authorities of RDS, as PEM. Instances get them with their release, because where AWS publishes them a
   * network without NAT does not reach. Default: the application trusts what its runtime trusts.
   */
  readonly databaseAuthorities?: string;
}

/**
 * EC2 instances that run one application, in a scaling group over every zone (AutoScaling.2).
 *
 * - An instance has no public address, encrypted storage, IMDSv2 within one hop, and no SSH: Session Manager instead.
 * - Nobody connects to it before a rule of `securityGroup` says so; it opens connections on port 443 and to its data.
 * - Its role may fetch its release or image, write its log group and reach its data, and nothing more.
 * - It holds no secret: what the application signs in with it makes of its role.
 * - New code, settings or AMI make a new template version. It is a release: `up` replaces the instances in batches that keep
 *   the healthy share, and ends once they are healthy. When that fails they go back to the version before, and `up` fails.
 *
 * Costs: the instances by the hour, detailed monitoring and logs by use.
 */
export class Fleet extends pulumi.ComponentResource {
  readonly securityGroup: SecurityGroup;
  readonly autoScalingGroupName: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  /** Log group of the application's and the boots' output. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:Fleet", name, {}, opts);
    this.securityGroup = new SecurityGroup(name, { vpcId: args.vpcId, description: "Instances" }, { parent: this });
    const logGroup = new aws.cloudwatch.LogGroup(name, { retentionInDays: args.logRetentionDays }, { parent: this });
    this.logGroupName = logGroup.name;
    const release = this.release(name, args);
    const role = this.role(name, args, logGroup, release);
    this.roleArn = role.arn;
    const template = this.template(name, args, { userData: userDataOf(args, logGroup, release), role });
    const alarms = this.alarms(name, args);
    const version = template.latestVersion.apply(String);
    const releasing = fleetReleases({
      releases: args.releases,
      settings: args,
      alarmNames: alarms.map((alarm) => alarm.name),
      targetGroupArn: args.loadBalancer.targetGroupArn,
      version,
      logGroupName: logGroup.name,
    });
    const group = new aws.autoscaling.Group(
      name,
      autoScalingGroup({ ...args, name: label(name), template: { id: template.id, version } }),
      {
        parent: this,
        // Alarms judge what is released before it is updated.
        dependsOn: [...alarms, ...args.access.releasedAfter],
        hooks: { beforeUpdate: [new pulumi.ResourceHook(`${name}-release`, releasing.ofGroup)] },
      },
    );
    const attachment = this.attachment(name, args, group);
    this.marker(name, args, attachment, releasing.ofMarker);
    this.scaling(name, args, group, attachment);

    this.autoScalingGroupName = group.name;
    this.registerOutputs({ autoScalingGroupName: this.autoScalingGroupName, logGroupName: this.logGroupName });
  }

  /** The group of the instances, once they can reach what they boot from. */
  private reaching(name: string): pulumi.Output<string> {
    const https = this.securityGroup.egress(
      `${name}-https`,
      {
        // Not narrower: packages and releases are at S3's public addresses, even through the gateway endpoint, and without
        // interface endpoints the rest of AWS is at addresses that change. Where there is no NAT, nothing else answers.
        description: "HTTPS to AWS services and package repositories",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
      { parent: this },
    );
    // An instance that boots before the rule is there could not install anything.
    return knownAfter(this.securityGroup.id, [https]);
  }

  private release(name: string, { application, code, access, databaseAuthorities }: FleetArgs): Release | undefined {
    const authorities = access.usesDatabase ? databaseAuthorities : undefined;
    if (application.kind === "image" && !authorities) return undefined;
    const files = async () => ({
      ...(application.kind === "archive" && { [codeFile]: await code(applicationEntry(application.folder)) }),
      ...(authorities && { [authoritiesFile]: authorities }),
    });
    return new Release(`${name}-release`, { files: files() }, { parent: this });
  }

  private role(
    name: string,
    { application, access }: FleetArgs,
    logGroup: aws.cloudwatch.LogGroup,
    release: Release | undefined,
  ): ServiceRole {
    return new ServiceRole(
      name,
      {
        description: "What an instance and its application may do",
        service: "ec2.amazonaws.com",
        statements: instanceStatements({
          application,
          logGroupArn: logGroup.arn,
          releasesArn: release?.objectsArn,
          data: access.statements,
        }),
      },
      { parent: this },
    );
  }

  private template(
    name: string,
    args: FleetArgs,
    { userData, role }: { readonly userData: pulumi.Output<string>; readonly role: ServiceRole },
  ): aws.ec2.LaunchTemplate {
    const profile = new aws.iam.InstanceProfile(name, { role: role.name }, { parent: this });
    return new aws.ec2.LaunchTemplate(
      name,
      launchTemplate({
        ...args,
        name: label(name),
        instanceProfileArn: profile.arn,
        securityGroupIds: [this.reaching(name), ...args.access.securityGroupIds],
        userData,
      }),
      { parent: this },
    );
  }

  private alarms(name: string, args: FleetArgs): aws.cloudwatch.MetricAlarm[] {
    return Object.entries(rollbackAlarms(args.loadBalancer, args)).map(
      ([what, alarm]) => new aws.cloudwatch.MetricAlarm(`${name}-${what}`, alarm, { parent: this }),
    );
  }

  /**
   * Registers the instances in the target group. It is no part of the group, so that a new target group has the instances
   * before the old one lets go of them, which is after whatever leads to the load balancer leads to the new one.
   */
  private attachment(name: string, { loadBalancer }: FleetArgs, group: aws.autoscaling.Group) {
    return new aws.autoscaling.Attachment(
      name,
      { autoscalingGroupName: group.name, lbTargetGroupArn: loadBalancer.targetGroupArn },
      { parent: this },
    );
  }

  /** Is there once the instances that were attached are healthy: a new group's first ones, or a new target group's. */
  private marker(
    name: string,
    { releases }: FleetArgs,
    attachment: aws.autoscaling.Attachment,
    waiting: (args: pulumi.ResourceHookArgs) => Promise<void>,
  ): void {
    const hook = new pulumi.ResourceHook(`${name}-first-release`, waiting);
    new aws.s3.BucketObjectv2(
      `${name}-out`,
      {
        bucket: releases.bucket,
        key: "release/instances",
        content: pulumi
          .all([attachment.autoscalingGroupName, attachment.lbTargetGroupArn])
          .apply(([group, targetGroup = ""]) => JSON.stringify({ group, targetGroup } satisfies Marker)),
        contentType: "application/json",
      },
      { parent: this, hooks: { beforeCreate: [hook], beforeUpdate: [hook] } },
    );
  }

  private scaling(
    name: string,
    { scaling, warmupSeconds, loadBalancer }: FleetArgs,
    group: aws.autoscaling.Group,
    attachment: aws.autoscaling.Attachment,
  ): void {
    for (const [what, tracking] of Object.entries(trackings(scaling, loadBalancer))) {
      new aws.autoscaling.Policy(
        `${name}-${what}`,
        {
          autoscalingGroupName: group.name,
          policyType: "TargetTrackingScaling",
          // As the group's default, which holds where a policy is made without: at any change the provider sends 0 instead.
          estimatedInstanceWarmup: warmupSeconds,
          targetTrackingConfiguration: tracking,
        },
        // Auto Scaling takes the label of no target group but an attached one (API Reference, PredefinedMetricSpecification).
        { parent: this, dependsOn: [attachment] },
      );
    }
  }
}

function userDataOf(
  args: FleetArgs,
  logGroup: aws.cloudwatch.LogGroup,
  release: Release | undefined,
): pulumi.Output<string> {
  return pulumi
    .all([logGroup.arn, logGroup.name, release?.uri, args.access.environment])
    .apply(([logGroupArn, logGroupName, uri, dataEnvironment]) =>
      bootUserData({
        application: args.application,
        environment: args.environment,
        dataEnvironment,
        region: regionOf(logGroupArn),
        logGroup: logGroupName,
        release: uri === undefined ? undefined : { uri, authorities: args.databaseAuthorities !== undefined },
        idleTimeoutSeconds: args.loadBalancer.idleTimeoutSeconds,
        graceSeconds: args.healthCheckGraceSeconds,
      }),
    );
}
