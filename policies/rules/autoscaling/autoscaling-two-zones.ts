import { placesOf } from "../../aws/subnets";
import { demandZones } from "../../aws/zones";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

const GROUP = "aws:autoscaling/group:Group";

/** A group has instances left where a zone is lost. Zones are counted, not subnets. */
export const autoscalingTwoZones = rule<{ readonly minZones: number }>({
  name: "autoscaling-two-zones",
  description: "Auto Scaling groups span two Availability Zones.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("AutoScaling.2"),

  remediationSteps: "name subnets, or availabilityZones, in further zones.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-2",
  options: { minZones: { type: "integer", minimum: 2, maximum: 6, default: 2, description: "zones demanded" } },

  inputsOf: [GROUP],

  stack: (stack, { judge, options }) => {
    for (const group of stack.ofType(GROUP)) {
      judge(group, (report) => {
        const places = placesOf(stack, group, { subnets: ["vpcZoneIdentifiers"], zones: "availabilityZones" });
        demandZones(places, options.minZones, "its subnets", report);
      });
    }
  },
});
