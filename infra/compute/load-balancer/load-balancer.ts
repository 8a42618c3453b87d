import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { formerName } from "../../names";
import type { ClientAccess } from "../../network/client-access";
import type { SecurityGroup } from "../../network/security-group";
import type { LoadBalancerOrigin } from "../origin";

/** Where a load balancer stands and what it sends to. */
export interface Placement {
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, in at least two zones (ELB.13). */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Port on which the instances listen; over plain HTTP or TCP, because TLS ends at the load balancer. */
  readonly targetPort: number;
}

/** What every kind of load balancer has to offer. */
export interface LoadBalancer {
  readonly kind: "application" | "network";
  readonly arn: pulumi.Output<string>;
  /** The load balancer in CloudWatch's dimensions: `app/<name>/<id>` or `net/<name>/<id>`. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of `dnsName`, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  /** The listener that serves, to which a VPC link leads; it speaks TLS where there is a certificate. */
  readonly listenerArn: pulumi.Output<string>;
  /** Seconds after which it gives up a connection to a target that carries nothing. */
  readonly idleTimeoutSeconds: number;
  /** Target group that instances are registered in. */
  readonly targetGroupArn: pulumi.Output<string>;
  /**
   * The target group in CloudWatch's dimensions: `targetgroup/<name>/<id>`. Known once the load balancer sends to it:
   * Auto Scaling refuses to scale by the requests to a target group that none are sent to.
   */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** Group of the load balancer itself; it has no rule yet that lets it reach instances. */
  readonly securityGroup: SecurityGroup;
  /** Group that whoever calls joins. */
  readonly clientSecurityGroupId: pulumi.Output<string>;
  /** How CloudFront is to call it. */
  readonly origin: LoadBalancerOrigin;
}

/**
 * TLS 1.3, and 1.2 with forward secrecy and authenticated encryption only; keys are exchanged with ML-KEM where the
 * client can. What AWS recommends for both kinds, and not what it takes by default outside its console (ELB.17; ELB
 * user guides, "Security policies for your Application Load Balancer" and "... Network Load Balancer").
 */
export const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** ELB's names end after 32 characters: logical names that held the stack's were cut, for what Pulumi appends to them. */
export const formerlyCut = (name: string): Pick<pulumi.ResourceOptions, "aliases"> => ({
  aliases: [{ name: formerName(name).slice(0, 32 - "-0a1b2c3".length) }],
});

/** What both kinds of load balancer have in common. */
export const internal = (
  args: Pick<Placement, "subnetIds"> & { readonly deletionProtection: boolean },
  access: ClientAccess,
): aws.lb.LoadBalancerArgs => ({
  internal: true,
  subnets: args.subnetIds,
  securityGroups: [access.securityGroupId],
  enableDeletionProtection: args.deletionProtection,
});

/** ELB refuses a target group of two load balancers, so where a new one is made before the old one goes, it has another. */
export const ofItsOwn = (balancer: aws.lb.LoadBalancer): pulumi.CustomResourceOptions => ({ replaceWith: [balancer] });

/** What the target groups of both kinds have in common. */
export const instanceTargets = (
  args: Pick<Placement, "vpcId" | "targetPort"> & { readonly deregistrationDelaySeconds: number },
): aws.lb.TargetGroupArgs => ({
  targetType: "instance",
  vpcId: args.vpcId,
  port: args.targetPort,
  deregistrationDelay: args.deregistrationDelaySeconds,
});

interface Thresholds {
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** When a target is healthy, apart from how it is asked. */
export const thresholds = (check: Thresholds): aws.types.input.lb.TargetGroupHealthCheck => ({
  interval: check.intervalSeconds,
  timeout: check.timeoutSeconds,
  healthyThreshold: check.healthyThreshold,
  unhealthyThreshold: check.unhealthyThreshold,
});
