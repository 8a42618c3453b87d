import type { LoadBalancerArgs } from "@pulumi/aws/lb";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** A load balancer has one subnet in each of its zones, so subnets count its zones. */
export const elbTwoZones = rule<{ readonly minZones: number }>({
  name: "elb-two-zones",
  description: "Load balancers are in two Availability Zones.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.13"),
  remediationSteps: "name subnets in further zones.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-13",
  options: { minZones: { type: "integer", minimum: 2, maximum: 6, default: 2, description: "zones demanded" } },

  resources: {
    "aws:lb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>, { violation, options }) => {
      const zones = (balancer.subnets ?? balancer.subnetMappings ?? []).length;
      if (zones < options.minZones) violation(`it has ${zones} of ${options.minZones} subnets`);
    },
  },
});
