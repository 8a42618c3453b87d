import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** Instances are reached by a load balancer. */
export const ec2NoPublicAddress = rule({
  name: "ec2-no-public-address",
  description: "Launch templates give instances no public address.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("EC2.25"),
  seeAlso: ["Checkov CKV_AWS_88", "AwsGuard ec2-instance-no-public-ip"],
  remediationSteps: "set associatePublicIpAddress of every network interface to false, or leave it to the subnet.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-25",

  resources: {
    "aws:ec2/launchTemplate:LaunchTemplate": (template: Inputs<LaunchTemplateArgs>, { violation }) => {
      for (const { associatePublicIpAddress: associates } of template.networkInterfaces ?? []) {
        if (String(associates) === "true") violation("associatePublicIpAddress is true");
      }
    },
  },
});
