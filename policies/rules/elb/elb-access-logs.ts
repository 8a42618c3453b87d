import type { LoadBalancerArgs as ClassicArgs } from "@pulumi/aws/elb";
import type { LoadBalancerArgs } from "@pulumi/aws/lb";

import { isApplication } from "../../aws/load-balancers";
import { isFalse, isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Who asked for what can be looked up afterwards. */
export const elbAccessLogs = rule({
  name: "elb-access-logs",
  description: "Application and Classic Load Balancers log every request.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.5"),
  seeAlso: ["cdk-nag ELB2", "Checkov CKV_AWS_91", "AwsGuard elb-logging-enabled"],
  remediationSteps: "set accessLogs with a bucket and enabled: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5",

  resources: {
    "aws:lb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>, { violation }) => {
      if (isApplication(balancer) && !isTrue(balancer.accessLogs?.enabled)) violation("accessLogs is not enabled");
    },
    // Here a bucket is enough: enabled is true where it is left out.
    "aws:elb/loadBalancer:LoadBalancer": ({ accessLogs }: Inputs<ClassicArgs>, { violation }) => {
      if (accessLogs === undefined || isFalse(accessLogs.enabled)) violation("accessLogs is not enabled");
    },
  },
});
