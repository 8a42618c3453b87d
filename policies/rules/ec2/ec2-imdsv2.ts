import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Version 1 answers whoever can make an instance call a URL. One hop keeps the answer on the instance. */
export const ec2Imdsv2 = rule<{ readonly maxHops: number }>({
  name: "ec2-imdsv2",
  description: "Launch templates demand version 2 of the instance metadata service, on the instance alone.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("EC2.170"),
  seeAlso: ["Checkov CKV_AWS_79", "Checkov CKV_AWS_341", "Trivy AWS-0130"],
  remediationSteps: 'set metadataOptions.httpTokens to "required" and httpPutResponseHopLimit to 1.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-170",
  options: { maxHops: { type: "integer", minimum: 1, maximum: 64, default: 1, description: "network hops allowed" } },

  resources: {
    "aws:ec2/launchTemplate:LaunchTemplate": (template: Inputs<LaunchTemplateArgs>, { violation, options }) => {
      const { httpEndpoint, httpTokens, httpPutResponseHopLimit: hops } = template.metadataOptions ?? {};
      if (httpEndpoint === "disabled") return;
      if (httpTokens !== "required") violation(`metadataOptions.httpTokens is ${shown(httpTokens, "optional")}`);
      if (hops !== undefined && hops > options.maxHops) violation(`metadataOptions.httpPutResponseHopLimit is ${hops}`);
    },
  },
});
