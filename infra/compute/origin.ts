import type * as pulumi from "@pulumi/pulumi";

/** An HTTP API, which is on the internet and has a certificate of its own. */
export interface ApiGatewayOrigin {
  readonly kind: "api-gateway";
  readonly domainName: pulumi.Output<string>;
}

/** A load balancer. Nobody reaches it yet but its clients: who calls it from elsewhere makes a rule of its own. */
export interface LoadBalancerOrigin {
  /** `internal`: in private subnets. `public`: on the internet, where it answers only requests with `header`. */
  readonly kind: "internal-load-balancer" | "public-load-balancer";
  readonly arn: pulumi.Output<string>;
  /** Name to call it by: that on its certificate where it has one, otherwise its DNS name. */
  readonly domainName: pulumi.Input<string>;
  readonly protocol: "http" | "https";
  readonly port: number;
  readonly securityGroupId: pulumi.Output<string>;
  /** Header without which it refuses; the value is a secret. */
  readonly header: { readonly name: string; readonly value: pulumi.Output<string> } | undefined;
}

/** Where a stack's requests enter its compute. */
export type Origin = ApiGatewayOrigin | LoadBalancerOrigin;
