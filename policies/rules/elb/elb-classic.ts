import type { LoadBalancerArgs } from "@pulumi/aws/elb";

import { isFalse, isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** What Application and Network Load Balancers do by themselves, or by what they cannot be without. */
export const elbClassic = rule({
  name: "elb-classic",
  description: "Classic Load Balancers balance across zones, let connections end, and have certificates of ACM.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.2", "ELB.7", "ELB.9"),
  seeAlso: ["cdk-nag ELB3", "cdk-nag ELB4"],
  remediationSteps:
    "set connectionDraining: true, leave crossZoneLoadBalancing out, and set sslCertificateId to a certificate of ACM.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-2",

  resources: {
    "aws:elb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>, { violation }) => {
      const { connectionDraining, crossZoneLoadBalancing, listeners } = balancer;
      if (!isTrue(connectionDraining)) violation("connectionDraining is not true");
      if (isFalse(crossZoneLoadBalancing)) violation("crossZoneLoadBalancing is false");
      const others = listeners.filter(({ sslCertificateId: id }) => id !== undefined && id !== "" && !ofAcm.test(id));
      if (others.length > 0)
        violation(`its listener on ${others.map(({ lbPort }) => lbPort).join(", ")} has no certificate of ACM`);
    },
  },
});

const ofAcm = /^arn:[^:]*:acm:/;
