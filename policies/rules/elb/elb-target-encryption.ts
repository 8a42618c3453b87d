import type { TargetGroupArgs } from "@pulumi/aws/lb";

import { protocolOf } from "../../aws/listeners";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

const encrypted = new Set(["HTTPS", "TLS", "QUIC", "TCP_QUIC"]);

/** What a load balancer sends to its targets cannot be read in between. Functions, other load balancers and GENEVE are apart. */
export const elbTargetEncryption = rule({
  name: "elb-target-encryption",
  description: "Load balancers speak TLS to their targets.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.22"),
  seeAlso: ["Checkov CKV_AWS_378"],
  remediationSteps: 'set the protocol of the target group to "HTTPS" or "TLS"; this makes another target group.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-22",

  resources: {
    "aws:lb/targetGroup:TargetGroup": (group: Inputs<TargetGroupArgs>, { violation }) => {
      if (["lambda", "alb"].includes(group.targetType ?? "")) return;
      const protocol = protocolOf(group);
      if (protocol === "GENEVE" || encrypted.has(protocol ?? "")) return;
      violation(`protocol is ${shown(protocol, "none")}`);
    },
  },
});
