import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** What an instance writes is encrypted on its disk. */
export const ec2EncryptedVolumes = rule({
  name: "ec2-encrypted-volumes",
  description: "Launch templates encrypt every volume.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("EC2.181"),
  seeAlso: ["cdk-nag EC26", "Trivy AWS-0131", "AwsGuard encrypted-volumes"],
  remediationSteps: "set ebs.encrypted of every block device to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-181",

  resources: {
    "aws:ec2/launchTemplate:LaunchTemplate": (template: Inputs<LaunchTemplateArgs>, { violation }) => {
      for (const { deviceName, ebs } of template.blockDeviceMappings ?? []) {
        if (ebs && String(ebs.encrypted) !== "true")
          violation(`ebs.encrypted of ${String(deviceName)} is ${shown(ebs.encrypted, "false")}`);
      }
    },
  },
});
