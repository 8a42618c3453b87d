import type { DefaultSecurityGroupArgs, DefaultSecurityGroupState, VpcState } from "@pulumi/aws/ec2";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

const TYPE = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

/** What is started without a security group gets the VPC's default one, which AWS opens to its members and outwards. */
export const vpcDefaultSecurityGroup = rule({
  name: "vpc-default-security-group",
  description: "The default security group of every VPC has no rules.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("EC2.2"),
  seeAlso: ["Checkov CKV2_AWS_12", "Trivy AWS-0173"],
  remediationSteps: "add an aws.ec2.DefaultSecurityGroup with the VPC's vpcId, and without ingress and egress.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",

  resources: {
    [TYPE]: ({ ingress = [], egress = [] }: Inputs<DefaultSecurityGroupArgs>, { violation }) => {
      const rules = ingress.length + egress.length;
      if (rules > 0) violation(`it has ${rules} of them`);
    },
  },

  stack: (stack, { judge }) => {
    const vpcs = stack.ofType<VpcState>("aws:ec2/vpc:Vpc");
    const closed = stack.ofType<DefaultSecurityGroupState>(TYPE).map((group) => stack.reference(group, "vpcId", vpcs));

    for (const vpc of vpcs) {
      judge(vpc, ({ violation, undecided }) => {
        if (closed.includes(vpc)) return;
        if (closed.includes(undefined)) undecided("which VPC a DefaultSecurityGroup is of");
        else violation("it has the rules that AWS gives it, since no DefaultSecurityGroup takes them away");
      });
    }
  },
});
