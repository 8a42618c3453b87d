import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { knownAfter } from "../../known-after";
import { ClientAccess, type Ports } from "../../network/client-access";
import type { SecurityGroup } from "../../network/security-group";
import type { ApplicationLoadBalancerSettings } from "../../settings";
import type { LoadBalancerOrigin } from "../origin";
import { accessLogBucket } from "./access-logs";
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
import { type OriginHeader, originHeader } from "./origin-header";
import { listenerRules } from "../routes/listener-rules";
import type { Route } from "../routes/route";

export type ApplicationLoadBalancerArgs = Omit<ApplicationLoadBalancerSettings, "kind"> &
  Placement & {
    /** The table, of which the routes to instances become rules. */
    readonly routes: readonly Route[];
    /** Where it is with `exposure: cloudfront`. */
    readonly publicSubnetIds: pulumi.Input<string[]>;
    /**
     * Whether an HTTP API leads to it. The strictest mode against ambiguous requests answers 400 to whatever comes through
     * a VPC link (re:Post, "How do I troubleshoot a 400 Bad Request error in an API Gateway private integration?").
     */
    readonly behindApi: boolean;
  };

type DefaultAction = aws.types.input.lb.ListenerDefaultAction;

const ports = { http: 80, https: 443 } as const;

/**
 * What its security group opens, with a certificate or without: a rule that changed its port would shut out whoever still
 * comes by the one before. Nothing listens in between.
 */
const open: Ports = { from: ports.http, to: ports.https };

const refuse: DefaultAction = {
  type: "fixed-response",
  fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" },
};

const redirectToHttps: DefaultAction = {
  type: "redirect",
  redirect: { protocol: "HTTPS", port: String(ports.https), statusCode: "HTTP_301" },
};

/**
 * An Application Load Balancer in front of instances, in every zone of its subnets (ELB.13): internal, or with
 * `exposure: cloudfront` on the internet, where it lets in nobody yet, and answers 403 to whatever comes without the header
 * that only the stack's distribution knows.
 *
 * - Only members of `clientSecurityGroupId` reach it. It answers 403 to whatever no route sends to the instances.
 * - With a certificate it serves HTTPS (ELB.18, ELB.17) and plain HTTP is redirected there (ELB.1); without, it serves HTTP.
 * - Headers that are not valid HTTP are dropped (ELB.4), and requests that servers could read in two ways are refused
 *   (ELB.12).
 * - Every request is logged to a private bucket, for `accessLogRetentionDays` (ELB.5).
 * - With `deletionProtection`, both ELB and Pulumi refuse to delete it (ELB.6), and its logs outlive it.
 *
 * A change of `exposure` makes a new load balancer with a target group of its own, and the old ones go once nothing leads
 * to them; what is protected has to be set free in an `up` before. With a certificate that comes or goes, requests are answered
 * all the while: a listener is led to once it forwards, and the one before forwards until nothing leads to it. A change of
 * `targetPort` makes a new target group before the old one goes; requests fail until there are healthy instances in it. A
 * change of `routes` rewrites the rules one after another: a route that is kept may be refused for the moment in between.
 *
 * Costs: the load balancer by the hour and by what it handles (LCU), and the storage of the logs. Traffic between zones
 * is free.
 */
export class ApplicationLoadBalancer extends pulumi.ComponentResource implements LoadBalancer {
  readonly kind = "application";
  readonly arn: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly zoneId: pulumi.Output<string>;
  readonly listenerArn: pulumi.Output<string>;
  readonly idleTimeoutSeconds: number;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  readonly securityGroup: SecurityGroup;
  readonly clientSecurityGroupId: pulumi.Output<string>;
  readonly origin: LoadBalancerOrigin;

  constructor(name: string, args: ApplicationLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:ApplicationLoadBalancer", name, {}, opts);

    const access = new ClientAccess(
      name,
      { vpcId: args.vpcId, target: "load balancer", ports: open },
      { parent: this },
    );
    const balancer = this.balancer(name, args, access);
    const targetGroup = this.targetGroup(name, args, balancer);
    const listener = this.listener(name, args, balancer);
    const header = isPublic(args) ? originHeader(`${name}-origin-header`, { parent: this }) : undefined;
    const rules = this.rules(name, { routes: args.routes, header }, listener, targetGroup);
    // One rule is enough; a route that is added to the table must not make anything unknown again.
    const onceItForwards = (value: pulumi.Output<string>) => knownAfter(value, rules.slice(0, 1));

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    this.listenerArn = onceItForwards(listener.arn);
    this.idleTimeoutSeconds = args.idleTimeoutSeconds;
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = onceItForwards(targetGroup.arnSuffix);
    this.securityGroup = access.target;
    this.clientSecurityGroupId = access.clientSecurityGroupId;
    this.origin = {
      arn: balancer.arn,
      domainName: onceItForwards(args.certificate ? pulumi.output(args.certificate.domainName) : balancer.dnsName),
      protocol: args.certificate ? "https" : "http",
      port: args.certificate ? ports.https : ports.http,
      open,
      securityGroup: access.target,
      ...(header ? { kind: "public-load-balancer", header } : { kind: "internal-load-balancer" }),
    };
    this.registerOutputs({ arn: this.arn, dnsName: this.dnsName, clientSecurityGroupId: this.clientSecurityGroupId });
  }

  private targetGroup(
    name: string,
    args: ApplicationLoadBalancerArgs,
    balancer: aws.lb.LoadBalancer,
  ): aws.lb.TargetGroup {
    const { healthCheck, stickinessSeconds, algorithm } = args;
    return new aws.lb.TargetGroup(
      name,
      {
        ...instanceTargets(args),
        protocol: "HTTP",
        healthCheck: {
          ...thresholds(healthCheck),
          protocol: "HTTP",
          path: healthCheck.path,
          matcher: healthCheck.matcher,
        },
        loadBalancingAlgorithmType: algorithm,
        // ELB knows it for this algorithm only.
        loadBalancingAnomalyMitigation: algorithm === "weighted_random" ? "on" : "off",
        // Off is stated too: what is left out stays as it was.
        stickiness: {
          type: "lb_cookie",
          enabled: stickinessSeconds > 0,
          ...(stickinessSeconds > 0 && { cookieDuration: stickinessSeconds }),
        },
      },
      { parent: this, ...ofItsOwn(balancer), ...formerlyCut(name) },
    );
  }

  private balancer(name: string, args: ApplicationLoadBalancerArgs, access: ClientAccess): aws.lb.LoadBalancer {
    const logs = accessLogBucket(
      `${name}-access-logs`,
      {
        securityGroupArn: access.securityGroupArn,
        retentionDays: args.accessLogRetentionDays,
        forceDestroy: !args.deletionProtection,
      },
      { parent: this },
    );
    return new aws.lb.LoadBalancer(
      name,
      {
        ...internal(args, access),
        ...(isPublic(args) && { internal: false, subnets: args.publicSubnetIds }),
        loadBalancerType: "application",
        idleTimeout: args.idleTimeoutSeconds,
        dropInvalidHeaderFields: true,
        desyncMitigationMode: args.behindApi ? "defensive" : "strictest",
        accessLogs: { bucket: logs.bucket, enabled: true },
      },
      { parent: this, protect: args.deletionProtection, ...formerlyCut(name) },
    );
  }

  /** The listener that serves. */
  private listener(
    name: string,
    { certificate }: ApplicationLoadBalancerArgs,
    balancer: aws.lb.LoadBalancer,
  ): aws.lb.Listener {
    const http = new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn: balancer.arn,
        protocol: "HTTP",
        port: ports.http,
        defaultActions: [certificate ? redirectToHttps : refuse],
      },
      { parent: this },
    );
    if (!certificate) return http;
    return new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: balancer.arn,
        protocol: "HTTPS",
        port: ports.https,
        sslPolicy: tlsPolicy,
        certificateArn: certificate.arn,
        defaultActions: [refuse],
      },
      { parent: this },
    );
  }

  /** Named after their priorities: no two rules may have the same, so a rule that changed its own could meet another's. */
  private rules(
    name: string,
    { routes, header }: { readonly routes: readonly Route[]; readonly header: OriginHeader | undefined },
    listener: aws.lb.Listener,
    targetGroup: aws.lb.TargetGroup,
  ): aws.lb.ListenerRule[] {
    return listenerRules(routes).map(
      ({ priority, pathPattern, methods }) =>
        new aws.lb.ListenerRule(
          `${name}-${priority}`,
          {
            listenerArn: listener.arn,
            priority,
            conditions: [
              { pathPattern: { values: [pathPattern] } },
              ...(methods ? [{ httpRequestMethod: { values: [...methods] } }] : []),
              ...(header ? [{ httpHeader: { httpHeaderName: header.name, values: [header.value] } }] : []),
            ],
            actions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
          },
          { parent: this },
        ),
    );
  }
}

const isPublic = ({ exposure }: ApplicationLoadBalancerArgs): boolean => exposure === "cloudfront";
