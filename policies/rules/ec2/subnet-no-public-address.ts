import type { SubnetArgs } from "@pulumi/aws/ec2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** What is to be on the internet says so itself. */
export const subnetNoPublicAddress = rule({
  name: "subnet-no-public-address",
  description: "Subnets assign no public addresses by themselves.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("EC2.15"),
  seeAlso: ["Checkov CKV_AWS_130", "Trivy AWS-0164"],
  remediationSteps: "set mapPublicIpOnLaunch: false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",

  resources: {
    "aws:ec2/subnet:Subnet": (subnet: Inputs<SubnetArgs>, { violation }) => {
      if (subnet.mapPublicIpOnLaunch) violation(`mapPublicIpOnLaunch is ${JSON.stringify(subnet.mapPublicIpOnLaunch)}`);
    },
  },
});
