import type { LoadBalancerArgs } from "@pulumi/aws/lb";

import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** ELB refuses to delete it until somebody has turned this off. */
export const elbDeletionProtection = rule({
  name: "elb-deletion-protection",
  description: "Load balancers are protected from deletion.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.6"),
  seeAlso: ["Checkov CKV_AWS_150", "AwsGuard elb-deletion-protection-enabled"],
  remediationSteps: "set enableDeletionProtection: true.",
  settings: { "compute.instances.loadBalancer.deletionProtection": "true" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-6",

  resources: {
    "aws:lb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>, { violation }) => {
      const { enableDeletionProtection } = balancer;
      if (!isTrue(enableDeletionProtection))
        violation(`enableDeletionProtection is ${shown(enableDeletionProtection, "false")}`);
    },
  },
});
