import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { knownAfter } from "../../known-after";
import { ClientAccess } from "../../network/client-access";
import type { SecurityGroup } from "../../network/security-group";
import type { NetworkLoadBalancerSettings } from "../../settings";
import type { LoadBalancerOrigin } from "../origin";
import {
  formerlyCut,
  instanceTargets,
  internal,
  type LoadBalancer,
  ofItsOwn,
  type Placement,
  thresholds,
  tlsPolicy,
} from "./load-balancer";

export type NetworkLoadBalancerArgs = Omit<NetworkLoadBalancerSettings, "kind"> & Placement;

/**
 * An internal Network Load Balancer in front of instances, in every zone of its subnets (ELB.13). It forwards every
 * connection and knows no paths.
 *
 * - Only members of `clientSecurityGroupId` reach it, on `port`. It has a security group from the beginning, because ELB
 *   gives none to one that was made without (ELB user guide, "Update the security groups for your Network Load
 *   Balancer").
 * - With TLS, it ends at the load balancer (ELB.18, ELB.17); targets get plain TCP.
 * - Instances see the clients' addresses. Even so, a rule that lets in `securityGroup` lets in what it forwards, and
 *   nothing else (same page). An instance that calls its own load balancer fails where it is sent to itself.
 * - A connection that outlasts the deregistration delay is ended, rather than left to an instance that goes away.
 * - With `deletionProtection`, both ELB and Pulumi refuse to delete it (ELB.6).
 *
 * A change of `targetPort` or of the VPC makes a new target group before the old one goes; connections fail until there
 * are healthy instances in it. There are no access logs: ELB writes them of TLS listeners only, and ELB.5 asks for none.
 *
 * Costs: the load balancer by the hour and by what it handles (NLCU); with `crossZone`, traffic between zones too.
 */
export class NetworkLoadBalancer extends pulumi.ComponentResource implements LoadBalancer {
  readonly kind = "network";
  readonly arn: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly idleTimeoutSeconds = idleTimeoutSeconds;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  readonly securityGroup: SecurityGroup;
  readonly clientSecurityGroupId: pulumi.Output<string>;
  readonly origin: LoadBalancerOrigin;

  constructor(name: string, args: NetworkLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:NetworkLoadBalancer", name, {}, opts);
    const parent = { parent: this };
    const open = { from: args.port, to: args.port };

    const access = new ClientAccess(name, { vpcId: args.vpcId, target: "load balancer", ports: open }, parent);
    const balancer = new aws.lb.LoadBalancer(
      name,
      {
        ...internal(args, access),
        loadBalancerType: "network",
        enableCrossZoneLoadBalancing: args.crossZone,
      },
      { parent: this, protect: args.deletionProtection, ...formerlyCut(name) },
    );
    const targetGroup = new aws.lb.TargetGroup(
      name,
      {
        ...instanceTargets(args),
        protocol: "TCP",
        preserveClientIp: "true",
        connectionTermination: true,
        healthCheck: { ...thresholds(args.healthCheck), ...question(args.healthCheck) },
      },
      { parent: this, ...ofItsOwn(balancer), ...formerlyCut(name) },
    );
    const listener = new aws.lb.Listener(
      name,
      {
        loadBalancerArn: balancer.arn,
        port: args.port,
        ...protocol(args),
        defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      },
      parent,
    );

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.listenerArn = listener.arn;
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = knownAfter(targetGroup.arnSuffix, [listener]);
    this.securityGroup = access.target;
    this.clientSecurityGroupId = access.clientSecurityGroupId;
    this.origin = {
      kind: "internal-load-balancer",
      arn: balancer.arn,
      domainName: args.certificate?.domainName ?? balancer.dnsName,
      protocol: args.protocol === "TLS" ? "https" : "http",
      port: args.port,
      open,
      securityGroup: access.target,
    };
    this.registerOutputs({ arn: this.arn, dnsName: this.dnsName, clientSecurityGroupId: this.clientSecurityGroupId });
  }
}

/** ELB's own (ELB user guide, "Network Load Balancer listeners", idle timeout). */
const idleTimeoutSeconds = 350;

/**
 * How a target is asked whether it is healthy: by a request, or by opening a connection. The statuses are ELB's own, and
 * stated because the provider sends an empty list where a check by connection becomes one by request.
 */
const question = ({ path }: NetworkLoadBalancerArgs["healthCheck"]): aws.types.input.lb.TargetGroupHealthCheck =>
  path === undefined ? { protocol: "TCP" } : { protocol: "HTTP", path, matcher: "200-399" };

/** The settings see to it that a TLS listener has a certificate. */
const protocol = (args: NetworkLoadBalancerArgs) =>
  args.protocol === "TLS"
    ? { protocol: "TLS", sslPolicy: tlsPolicy, certificateArn: args.certificate?.arn }
    : { protocol: "TCP" };
