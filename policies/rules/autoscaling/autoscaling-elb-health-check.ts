import type { AttachmentState, GroupArgs, GroupState, TrafficSourceAttachmentState } from "@pulumi/aws/autoscaling";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import { ifKnown } from "../../frame/unknown";

type Group = Inputs<GroupArgs>;

/**
 * An instance that runs and does not answer is replaced. A group is behind a load balancer by what it says itself, or by a resource
 * that attaches it. VPC Lattice, which has checks of its own, is none.
 */
export const autoscalingElbHealthCheck = rule({
  name: "autoscaling-elb-health-check",
  description: "Auto Scaling groups behind a load balancer replace what the load balancer finds unhealthy.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: fsbp("AutoScaling.1"),
  seeAlso: ["cdk-nag AS2", "Checkov CKV2_AWS_15"],
  remediationSteps: 'set healthCheckType to "ELB".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-1",

  inputsOf: ["aws:autoscaling/group:Group"],

  resources: {
    "aws:autoscaling/group:Group": (group: Group, { violation }) => {
      if (ifKnown(() => asksBalancer(group)) || !isBehindBalancer(group)) return;
      if (!asksBalancer(group)) violation(`healthCheckType is ${shown(group.healthCheckType, "EC2")}`);
    },
  },

  stack: (stack, { judge }) => {
    const groups = stack.ofType<GroupState>("aws:autoscaling/group:Group");
    const attachments = [
      ...stack.ofType<AttachmentState>("aws:autoscaling/attachment:Attachment"),
      ...stack
        .ofType<TrafficSourceAttachmentState>("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment")
        .filter(({ props }) => ifKnown(() => props.trafficSource?.type) !== LATTICE),
    ];
    const attached = new Set<(typeof groups)[number]>();
    for (const attachment of attachments) {
      judge(attachment, ({ undecided }) => {
        const group = stack.reference(attachment, "autoscalingGroupName", groups);
        if (group === undefined) undecided("which group it attaches");
        else if (typeof group === "string")
          undecided(`the health checks of the group ${group}`, "from this stack alone");
        else attached.add(group);
      });
    }
    for (const group of attached) {
      judge(group, ({ violation }) => {
        const inputs = stack.stated(group) as Group;
        // Judged by itself.
        if (ifKnown(() => isBehindBalancer(inputs)) !== false) return;
        if (!asksBalancer(inputs)) violation(`healthCheckType is ${shown(inputs.healthCheckType, "EC2")}`);
      });
    }
  },
});

const LATTICE = "vpc-lattice";

/** It may be a list of several: `EC2,ELB` (EC2 Auto Scaling API Reference, CreateAutoScalingGroup). */
const asksBalancer = ({ healthCheckType = "EC2" }: Group): boolean =>
  healthCheckType.split(",").some((each) => each.trim().toUpperCase() === "ELB");

const isBehindBalancer = ({ targetGroupArns = [], loadBalancers = [], trafficSources = [] }: Group): boolean =>
  targetGroupArns.length > 0 || loadBalancers.length > 0 || trafficSources.some(({ type }) => type !== LATTICE);
