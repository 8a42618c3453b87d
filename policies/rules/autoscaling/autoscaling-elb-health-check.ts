import type { AttachmentState, GroupArgs, GroupState } from "@pulumi/aws/autoscaling";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** An instance that runs and does not answer is replaced. */
export const autoscalingElbHealthCheck = rule({
  name: "autoscaling-elb-health-check",
  description: "Auto Scaling groups behind a load balancer replace what the load balancer finds unhealthy.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: fsbp("AutoScaling.1"),
  seeAlso: ["cdk-nag AS2", "Checkov CKV2_AWS_15"],
  remediationSteps: 'set healthCheckType to "ELB".',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-1",

  resources: {
    "aws:autoscaling/group:Group": (group: Inputs<GroupArgs>, { violation }) => {
      const { targetGroupArns, loadBalancers, trafficSources, healthCheckType } = group;
      if (healthCheckType === "ELB") return;
      if ([targetGroupArns, loadBalancers, trafficSources].every((sources) => (sources ?? []).length === 0)) return;
      violation(`healthCheckType is ${shown(healthCheckType, "EC2")}`);
    },
  },

  inputsOf: ["aws:autoscaling/group:Group"],

  stack: (stack, { judge }) => {
    const groups = stack.ofType<GroupState>("aws:autoscaling/group:Group");
    const attachments = stack.ofType<AttachmentState>("aws:autoscaling/attachment:Attachment");
    const attached = new Set(attachments.map((each) => stack.reference(each, "autoscalingGroupName", groups)));
    for (const group of groups.filter((each) => attached.has(each))) {
      judge(group, ({ violation }) => {
        const type = stack.states(group, "healthCheckType") ? group.props.healthCheckType : undefined;
        if (type !== "ELB") violation(`healthCheckType is ${shown(type, "EC2")}`);
      });
    }
  },
});
