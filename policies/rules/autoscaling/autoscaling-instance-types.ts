import type { GroupArgs } from "@pulumi/aws/autoscaling";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/**
 * A group that takes several types of instances gets some where AWS has run out of one. Off unless a levels file asks for it:
 * types differ in memory, processors and price, and a group whose load was measured on one, or whose price is committed to, is right
 * as it is. Where capacity counts, as with spot instances, it is worth having.
 */
export const autoscalingInstanceTypes = rule({
  name: "autoscaling-instance-types",
  description: "Auto Scaling groups take several types of instances.",
  enforcementLevel: "disabled",
  severity: "medium",
  framework: fsbp("AutoScaling.6"),
  remediationSteps: "name several types, or requirements, in the overrides of mixedInstancesPolicy.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-6",

  resources: {
    "aws:autoscaling/group:Group": ({ mixedInstancesPolicy }: Inputs<GroupArgs>, { violation }) => {
      const overrides = mixedInstancesPolicy?.launchTemplate.overrides ?? [];
      if (overrides.some(({ instanceRequirements }) => instanceRequirements !== undefined)) return;
      const types = new Set(overrides.flatMap(({ instanceType }) => instanceType ?? []));
      if (types.size < 2) violation(`its mixedInstancesPolicy names ${types.size} of 2 types`);
    },
  },
});
