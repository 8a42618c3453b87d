import type { LoadBalancerArgs } from "@pulumi/aws/lb";

import { isApplication } from "../../aws/load-balancers";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Who asked for what can be looked up afterwards. */
export const elbAccessLogs = rule({
  name: "elb-access-logs",
  description: "Application Load Balancers log every request.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.5"),
  seeAlso: ["cdk-nag ELB2", "Checkov CKV_AWS_91", "AwsGuard elb-logging-enabled"],
  remediationSteps: "set accessLogs with a bucket and enabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5",

  resources: {
    "aws:lb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>, { violation }) => {
      if (isApplication(balancer) && balancer.accessLogs?.enabled !== true) violation("accessLogs is not enabled");
    },
  },
});
