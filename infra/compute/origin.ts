import type * as pulumi from "@pulumi/pulumi";
import type { Ports } from "../network/client-access";
import type { SecurityGroup } from "../network/security-group";
import type { OriginHeader } from "./load-balancer/origin-header";

/** An HTTP API, which is on the internet and has a certificate of its own. */
export interface ApiGatewayOrigin {
  readonly kind: "api-gateway";
  readonly domainName: pulumi.Output<string>;
}

interface LoadBalancer {
  readonly arn: pulumi.Output<string>;
  /** Name to call it by: that on its certificate where it has one, otherwise its DNS name. */
  readonly domainName: pulumi.Input<string>;
  readonly protocol: "http" | "https";
  readonly port: number;
  /** What its security group is to open; `port` is one of them. */
  readonly open: Ports;
  readonly securityGroup: Pick<SecurityGroup, "ingress">;
}

/** A load balancer in private subnets. Nobody reaches it yet but its clients: CloudFront makes a rule of its own. */
export interface InternalLoadBalancerOrigin extends LoadBalancer {
  readonly kind: "internal-load-balancer";
}

/** A load balancer on the internet, which answers requests with that header only. Nobody reaches it yet either. */
export interface PublicLoadBalancerOrigin extends LoadBalancer {
  readonly kind: "public-load-balancer";
  readonly header: OriginHeader;
}

export type LoadBalancerOrigin = InternalLoadBalancerOrigin | PublicLoadBalancerOrigin;

/** Where a stack's requests enter its compute. */
export type Origin = ApiGatewayOrigin | LoadBalancerOrigin;
