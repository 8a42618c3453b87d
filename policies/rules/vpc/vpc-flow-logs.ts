import type { FlowLogState, VpcState } from "@pulumi/aws/ec2";

import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Who connected to what can be looked up afterwards. */
export const vpcFlowLogs = rule({
  name: "vpc-flow-logs",
  description: "Every VPC has a flow log.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("EC2.6"),
  seeAlso: ["cdk-nag VPC7", "Checkov CKV2_AWS_11", "Trivy AWS-0178"],
  remediationSteps: "add an aws.ec2.FlowLog with the VPC's vpcId.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",

  stack: (stack, { judge }) => {
    const vpcs = stack.ofType<VpcState>("aws:ec2/vpc:Vpc");
    const logged = stack
      .ofType<FlowLogState>("aws:ec2/flowLog:FlowLog")
      .map((log) => stack.reference(log, "vpcId", vpcs));

    for (const vpc of vpcs) {
      judge(vpc, ({ violation, undecided }) => {
        if (logged.includes(vpc)) return;
        if (logged.includes(undefined)) undecided("what a flow log is of");
        else violation("no FlowLog names it");
      });
    }
  },
});
