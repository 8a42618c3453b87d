import type { FlowLogArgs } from "@pulumi/aws/ec2";

import { vpcsOf } from "../../aws/vpcs";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

const LOG = "aws:ec2/flowLog:FlowLog";

/** What a log records, as far as it is known; left out is what AWS demands. */
type Traffic = "refused" | "accepted" | undefined;

/**
 * Who tried to connect to what can be looked up afterwards. A log of accepted connections alone does not tell of those that were
 * refused, which is what the control asks for. A log of a subnet or an interface is none of its VPC.
 */
export const vpcFlowLogs = rule({
  name: "vpc-flow-logs",
  description: "Every VPC has a flow log of what is refused.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("EC2.6"),
  seeAlso: ["cdk-nag VPC7", "Checkov CKV2_AWS_11", "Trivy AWS-0178"],
  remediationSteps: 'add an aws.ec2.FlowLog with the VPC\'s vpcId and trafficType "ALL" or "REJECT".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",

  inputsOf: [LOG],

  stack: (stack, { judge }) => {
    const vpcs = vpcsOf(stack);
    const logs = stack
      .ofType(LOG)
      .filter((log) => stack.states(log, "vpcId"))
      .map((log) => ({
        log,
        vpc: stack.reference(log, "vpcId", vpcs),
        traffic: ifKnown(() => trafficOf(stack.stated(log) as Inputs<FlowLogArgs>)),
      }));

    for (const vpc of vpcs) {
      judge(vpc, ({ violation, undecided }) => {
        const own = logs.filter((log) => log.vpc === vpc);
        const possible = logs.filter((log) => log.vpc === undefined);
        if (own.some(({ traffic }) => traffic === "refused")) return;
        if (own.some(({ traffic }) => traffic === undefined)) undecided("what its flow log records");
        else if (possible.some(({ traffic }) => traffic !== "accepted")) undecided("what a flow log is of");
        else violation(own.length > 0 ? "its flow log records accepted connections alone" : "no FlowLog names it");
      });
    }

    // Whether a VPC of another stack has other logs is that stack's to know.
    for (const { log, vpc, traffic } of logs) {
      if (typeof vpc !== "string" || traffic !== "accepted") continue;
      const others = logs.filter((other) => other.vpc === vpc);
      if (others.every((other) => other.traffic === "accepted")) {
        judge(log, ({ undecided }) =>
          undecided(`whether ${vpc} has a log of what is refused`, "from this stack alone"),
        );
      }
    }
  },
});

const trafficOf = ({ trafficType }: Inputs<FlowLogArgs>): Traffic =>
  trafficType?.toUpperCase() === "ACCEPT" ? "accepted" : "refused";
