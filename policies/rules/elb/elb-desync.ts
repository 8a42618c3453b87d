import type { LoadBalancerArgs } from "@pulumi/aws/lb";

import { isApplication } from "../../aws/load-balancers";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** A request that two servers read in two ways can smuggle in another. */
export const elbDesync = rule({
  name: "elb-desync",
  description: "Application Load Balancers defend themselves and their targets against ambiguous requests.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.12"),
  seeAlso: ["Checkov CKV_AWS_328"],
  remediationSteps: 'set desyncMitigationMode to "defensive" or "strictest", or leave it out.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12",

  resources: {
    "aws:lb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>, { violation }) => {
      if (!isApplication(balancer)) return;
      const { desyncMitigationMode: mode } = balancer;
      if (![undefined, "defensive", "strictest"].includes(mode))
        violation(`desyncMitigationMode is ${JSON.stringify(mode)}`);
    },
  },
});
