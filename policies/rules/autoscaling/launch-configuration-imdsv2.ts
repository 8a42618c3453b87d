import type { LaunchConfigurationArgs } from "@pulumi/aws/ec2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** As `ec2-imdsv2` for what came before launch templates: where the service answers at all, it answers to version 2 alone. */
export const launchConfigurationImdsv2 = rule({
  name: "launch-configuration-imdsv2",
  description: "Launch configurations demand version 2 of the instance metadata service.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("AutoScaling.3"),
  seeAlso: ["Checkov CKV_AWS_79", "Trivy AWS-0130"],
  remediationSteps: 'set metadataOptions.httpTokens to "required".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-3",

  resources: {
    "aws:ec2/launchConfiguration:LaunchConfiguration": (
      { metadataOptions = {} }: Inputs<LaunchConfigurationArgs>,
      { violation },
    ) => {
      const { httpEndpoint, httpTokens } = metadataOptions;
      if (httpEndpoint === "disabled" || httpTokens === "required") return;
      violation(`metadataOptions.httpTokens is ${shown(httpTokens, "optional")}`);
    },
  },
});
