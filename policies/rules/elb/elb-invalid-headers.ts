import type { LoadBalancerArgs } from "@pulumi/aws/lb";

import { isApplication } from "../../aws/load-balancers";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** What is not valid HTTP could be read by a server in another way than by the load balancer. */
export const elbInvalidHeaders = rule({
  name: "elb-invalid-headers",
  description: "Application Load Balancers drop headers that are not valid.",
  enforcementLevel: "remediate",
  severity: "medium",
  framework: fsbp("ELB.4"),
  seeAlso: ["Checkov CKV_AWS_131", "Trivy AWS-0052"],
  remediationSteps: "set dropInvalidHeaderFields: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-4",

  resources: {
    "aws:lb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>, { violation }) => {
      if (!isApplication(balancer)) return;
      const { dropInvalidHeaderFields: drops } = balancer;
      if (!isTrue(drops)) violation(`dropInvalidHeaderFields is ${shown(drops, "false")}`);
    },
  },

  remedies: {
    "aws:lb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>) =>
      isApplication(balancer) && !isTrue(balancer.dropInvalidHeaderFields)
        ? { dropInvalidHeaderFields: true }
        : undefined,
  },
});
