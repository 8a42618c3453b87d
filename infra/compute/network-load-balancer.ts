import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ClientAccess } from "../network/client-access";
import type { NetworkLoadBalancerSettings } from "../settings";
import { healthCheck, type LoadBalancer, type LoadBalancerPlacement, tlsPolicy } from "./load-balancer";

type NetworkLoadBalancerArgs = NetworkLoadBalancerSettings & LoadBalancerPlacement;

/**
 * An internal Network Load Balancer over every zone with one target group of instances, for TCP or TLS.
 *
 * - Only members of `clientSecurityGroupId` reach it. It is made with its security group, because one that is made without
 *   can never get any (Elastic Load Balancing, "Update the security groups for your Network Load Balancer").
 * - TLS ends at the load balancer, and goes on as TCP inside the VPC.
 * - With `deletionProtection`, both ELB and Pulumi refuse to delete it (ELB.6).
 *
 * Costs: by the hour, by capacity units of use, and with `crossZone` for traffic between zones.
 */
export class NetworkLoadBalancer extends pulumi.ComponentResource implements LoadBalancer {
  readonly arn: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly clientSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: NetworkLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:NetworkLoadBalancer", name, {}, opts);
    const access = new ClientAccess(
      name,
      { vpcId: args.vpcId, target: "load balancer", ports: { from: args.port, to: args.port } },
      { parent: this },
    );
    this.securityGroupId = access.securityGroupId;
    this.clientSecurityGroupId = access.clientSecurityGroupId;

    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "network",
        internal: true,
        subnets: args.subnetIds,
        securityGroups: [access.securityGroupId],
        enableCrossZoneLoadBalancing: args.crossZone,
        enableDeletionProtection: args.deletionProtection,
      },
      { parent: this, protect: args.deletionProtection },
    );
    const targetGroup = this.targetGroup(name, args);
    const listener = new aws.lb.Listener(
      name,
      {
        loadBalancerArn: balancer.arn,
        port: args.port,
        protocol: args.protocol,
        ...(args.protocol === "TLS" &&
          args.certificate && { sslPolicy: tlsPolicy, certificateArn: args.certificate.arn }),
        defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      },
      { parent: this },
    );

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.listenerArn = listener.arn;
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    this.registerOutputs({ arn: this.arn, dnsName: this.dnsName, clientSecurityGroupId: this.clientSecurityGroupId });
  }

  private targetGroup(name: string, args: NetworkLoadBalancerArgs): aws.lb.TargetGroup {
    return new aws.lb.TargetGroup(
      name,
      {
        targetType: "instance",
        vpcId: args.vpcId,
        protocol: "TCP",
        port: args.targetPort,
        healthCheck: healthCheck(args.healthCheck),
        deregistrationDelay: args.deregistrationDelaySeconds,
        // The instances let in the load balancer's security group; clients' own addresses they would not know.
        preserveClientIp: "false",
      },
      { parent: this },
    );
  }
}
