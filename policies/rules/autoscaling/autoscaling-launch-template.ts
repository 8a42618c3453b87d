import type { GroupArgs } from "@pulumi/aws/autoscaling";

import { isStated } from "../../frame/inputs";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/** Launch configurations know no newer kind of instance, and EC2 makes no new ones. */
export const autoscalingLaunchTemplate = rule({
  name: "autoscaling-launch-template",
  description: "Auto Scaling groups use launch templates.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("AutoScaling.9"),
  seeAlso: ["Checkov CKV_AWS_315"],
  remediationSteps: "set launchTemplate or mixedInstancesPolicy in the place of launchConfiguration.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-9",

  resources: {
    "aws:autoscaling/group:Group": (group: Inputs<GroupArgs>, { violation }) => {
      // What is made in the same update is not known yet, but is there.
      if (isStated(group, "launchConfiguration") && ifKnown(() => group.launchConfiguration) !== "")
        violation("launchConfiguration is set");
      else if (!isStated(group, "launchTemplate") && !isStated(group, "mixedInstancesPolicy"))
        violation("it has no launch template");
    },
  },
});
