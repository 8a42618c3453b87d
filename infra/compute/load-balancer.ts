import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What others may rely on, whatever the kind of load balancer. */
export interface LoadBalancer {
  readonly arn: pulumi.Output<string>;
  /** What CloudWatch calls it: the end of its ARN. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of `dnsName`, for Route 53 aliases. */
  readonly zoneId: pulumi.Output<string>;
  /** The listener that serves: HTTPS where there is a certificate. */
  readonly listenerArn: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Security group that gives its members access. */
  readonly clientSecurityGroupId: pulumi.Output<string>;
}

/** Where a load balancer stands, and the port of its targets. */
export interface LoadBalancerPlacement {
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Port that the application listens on. */
  readonly targetPort: number;
}

/**
 * TLS 1.3, and 1.2 with forward secrecy and authenticated encryption alone (ELB.17; Elastic Load Balancing, "Security
 * policies", where it is the recommended one).
 */
export const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

interface HealthCheck {
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly path?: string | undefined;
  readonly matcher?: string;
}

/** HTTP with a path; without one, a TCP connection is enough. */
export function healthCheck(check: HealthCheck): aws.types.input.lb.TargetGroupHealthCheck {
  return {
    interval: check.intervalSeconds,
    timeout: check.timeoutSeconds,
    healthyThreshold: check.healthyThreshold,
    unhealthyThreshold: check.unhealthyThreshold,
    ...(check.path === undefined
      ? { protocol: "TCP" }
      : { protocol: "HTTP", path: check.path, matcher: check.matcher ?? "200-399" }),
  };
}
