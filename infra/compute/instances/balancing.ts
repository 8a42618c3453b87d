import type { LoadBalancer } from "../load-balancer/load-balancer";

/** What a fleet needs to know of the load balancer in front of it. */
export type Balancing = Pick<
  LoadBalancer,
  "kind" | "arnSuffix" | "idleTimeoutSeconds" | "targetGroupArn" | "targetGroupArnSuffix"
>;
