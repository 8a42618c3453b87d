import type { TargetGroupArgs } from "@pulumi/aws/lb";

import { protocolOf } from "../../aws/listeners";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Nobody in between can say of a target that it is healthy, or learn how it is. Functions and appliances are apart. */
export const elbHealthCheckEncryption = rule({
  name: "elb-health-check-encryption",
  description: "Load balancers check the health of their targets by HTTPS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.21"),
  remediationSteps: 'set healthCheck.protocol to "HTTPS".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-21",

  resources: {
    "aws:lb/targetGroup:TargetGroup": (group: Inputs<TargetGroupArgs>, { violation }) => {
      if (group.targetType === "lambda" || protocolOf(group) === "GENEVE") return;
      const protocol = protocolOf(group.healthCheck ?? {});
      if (protocol !== "HTTPS") violation(`healthCheck.protocol is ${shown(protocol, "HTTP or TCP")}`);
    },
  },
});
