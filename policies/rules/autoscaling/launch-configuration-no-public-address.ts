import type { LaunchConfigurationArgs } from "@pulumi/aws/ec2";

import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** As `ec2-no-public-address` for what came before launch templates. What is left out is the subnet's to say. */
export const launchConfigurationNoPublicAddress = rule({
  name: "launch-configuration-no-public-address",
  description: "Launch configurations give instances no public address.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("AutoScaling.5"),
  seeAlso: ["Checkov CKV_AWS_88", "Checkov CKV_AWS_389", "Trivy AWS-0009"],
  remediationSteps: "set associatePublicIpAddress to false, or leave it to the subnet.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-5",

  resources: {
    "aws:ec2/launchConfiguration:LaunchConfiguration": (
      { associatePublicIpAddress }: Inputs<LaunchConfigurationArgs>,
      { violation },
    ) => {
      if (isTrue(associatePublicIpAddress)) violation("associatePublicIpAddress is true");
    },
  },
});
