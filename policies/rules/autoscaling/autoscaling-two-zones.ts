import type { GroupArgs } from "@pulumi/aws/autoscaling";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** A group has instances left where a zone is lost. */
export const autoscalingTwoZones = rule<{ readonly minZones: number }>({
  name: "autoscaling-two-zones",
  description: "Auto Scaling groups span two Availability Zones.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("AutoScaling.2"),
  remediationSteps: "name subnets, or availabilityZones, in further zones.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-2",
  options: { minZones: { type: "integer", minimum: 2, maximum: 6, default: 2, description: "zones demanded" } },

  resources: {
    "aws:autoscaling/group:Group": (group: Inputs<GroupArgs>, { violation, options }) => {
      const zones = (group.vpcZoneIdentifiers ?? group.availabilityZones ?? []).length;
      if (zones < options.minZones) violation(`it has ${zones} of ${options.minZones} zones`);
    },
  },
});
