import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allowConnections, ClientAccess } from "../network/client-access";
import type { ApplicationLoadBalancerSettings } from "../settings";
import { AccessLogs } from "./access-logs";
import { healthCheck, type LoadBalancer, type LoadBalancerPlacement, tlsPolicy } from "./load-balancer";
import { listenerRules } from "./routes/listener-rules";
import type { Route } from "./routes/route";

interface ApplicationLoadBalancerArgs extends ApplicationLoadBalancerSettings, LoadBalancerPlacement {
  /** The table; what is not a route to the instances is answered with 403. */
  readonly routes: readonly Route[];
}

/**
 * An internal Application Load Balancer over every zone (ELB.13) with one target group of instances.
 *
 * - Only members of `clientSecurityGroupId` reach it.
 * - With a certificate it serves HTTPS and redirects HTTP (ELB.1); without one it serves HTTP.
 * - It drops headers that are not valid (ELB.4) and requests that are ambiguous (ELB.12), and logs every request (ELB.5).
 * - With `deletionProtection`, both ELB and Pulumi refuse to delete it (ELB.6).
 *
 * Costs: by the hour, and by capacity units of use.
 */
export class ApplicationLoadBalancer extends pulumi.ComponentResource implements LoadBalancer {
  readonly arn: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly clientSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ApplicationLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:ApplicationLoadBalancer", name, {}, opts);
    const access = this.access(name, args);
    this.securityGroupId = access.securityGroupId;
    this.clientSecurityGroupId = access.clientSecurityGroupId;

    const balancer = this.balancer(name, args);
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;

    const targetGroup = this.targetGroup(name, args);
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;

    this.listenerArn = args.certificate ? this.https(name, args.certificate.arn) : this.http(name);
    this.rules(name, args.routes);
    this.registerOutputs({ arn: this.arn, dnsName: this.dnsName, clientSecurityGroupId: this.clientSecurityGroupId });
  }

  private access(name: string, { vpcId, certificate }: ApplicationLoadBalancerArgs): ClientAccess {
    const port = certificate ? 443 : 80;
    const access = new ClientAccess(
      name,
      { vpcId, target: "load balancer", ports: { from: port, to: port } },
      { parent: this },
    );
    if (certificate) {
      allowConnections(
        `${name}-redirect`,
        {
          from: { group: access.clientSecurityGroupId, name: "clients that are redirected" },
          to: { group: access.securityGroupId, name: "load balancer's redirect" },
          ports: { from: 80, to: 80 },
        },
        { parent: this },
      );
    }
    return access;
  }

  private balancer(name: string, args: ApplicationLoadBalancerArgs): aws.lb.LoadBalancer {
    const logs = new AccessLogs(
      `${name}-logs`,
      { retentionDays: args.accessLogRetentionDays, forceDestroy: !args.deletionProtection },
      { parent: this },
    );
    return new aws.lb.LoadBalancer(
      name,
      {
        loadBalancerType: "application",
        internal: true,
        subnets: args.subnetIds,
        securityGroups: [this.securityGroupId],
        idleTimeout: args.idleTimeoutSeconds,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "strictest",
        enableDeletionProtection: args.deletionProtection,
        accessLogs: { enabled: true, bucket: logs.bucket },
      },
      { parent: this, protect: args.deletionProtection },
    );
  }

  private targetGroup(name: string, args: ApplicationLoadBalancerArgs): aws.lb.TargetGroup {
    return new aws.lb.TargetGroup(
      name,
      {
        targetType: "instance",
        vpcId: args.vpcId,
        protocol: "HTTP",
        port: args.targetPort,
        healthCheck: healthCheck(args.healthCheck),
        deregistrationDelay: args.deregistrationDelaySeconds,
        loadBalancingAlgorithmType: args.algorithm,
        // Only this algorithm can take anomalous targets out of the way.
        loadBalancingAnomalyMitigation: args.algorithm === "weighted_random" ? "on" : "off",
        stickiness: {
          type: "lb_cookie",
          enabled: args.stickinessSeconds > 0,
          ...(args.stickinessSeconds > 0 && { cookieDuration: args.stickinessSeconds }),
        },
      },
      { parent: this },
    );
  }

  private http(name: string): pulumi.Output<string> {
    return this.listener(name, { port: 80, protocol: "HTTP", defaultActions: [forbidden] });
  }

  private https(name: string, certificateArn: string): pulumi.Output<string> {
    this.listener(`${name}-redirect`, {
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
    return this.listener(name, {
      port: 443,
      protocol: "HTTPS",
      sslPolicy: tlsPolicy,
      certificateArn,
      defaultActions: [forbidden],
    });
  }

  private listener(name: string, args: Omit<aws.lb.ListenerArgs, "loadBalancerArn">): pulumi.Output<string> {
    return new aws.lb.Listener(name, { ...args, loadBalancerArn: this.arn }, { parent: this }).arn;
  }

  /**
   * A rule is named by its priority and never changes it: two rules cannot have one priority even for a moment, which they
   * would when a new route moves the others.
   */
  private rules(name: string, routes: readonly Route[]): void {
    for (const { priority, pathPattern, methods } of listenerRules(routes)) {
      new aws.lb.ListenerRule(
        `${name}-${priority}`,
        {
          listenerArn: this.listenerArn,
          priority,
          conditions: [
            { pathPattern: { values: [pathPattern] } },
            ...(methods ? [{ httpRequestMethod: { values: [...methods] } }] : []),
          ],
          actions: [{ type: "forward", targetGroupArn: this.targetGroupArn }],
        },
        { parent: this },
      );
    }
  }
}

/** What is not a route is nobody's business. */
const forbidden: aws.types.input.lb.ListenerDefaultAction = {
  type: "fixed-response",
  fixedResponse: { statusCode: "403", contentType: "application/json", messageBody: '{"message":"Forbidden"}' },
};
