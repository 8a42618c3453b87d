import type { LoadBalancer } from "../load-balancer/load-balancer";

/** What a fleet needs to know of the load balancer in front of it. */
export interface Balancing extends Pick<LoadBalancer, "arnSuffix" | "targetGroupArn" | "targetGroupArnSuffix"> {
  readonly kind: "application" | "network";
}
