import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief } from "../../testing/kit";
import { autoscalingElbHealthCheck } from "./autoscaling-elb-health-check";

judges(autoscalingElbHealthCheck, {
  types: ["aws:autoscaling/group:Group"],
  obeys: {
    "the load balancer's check": { targetGroupArns: ["arn"], healthCheckType: "ELB" },
    "a group without one": { healthCheckType: "EC2" },
  },
  refuses: {
    "EC2's alone": [{ targetGroupArns: ["arn"], healthCheckType: "EC2" }, 'healthCheckType is "EC2"'],
    "no statement": [{ trafficSources: [{ identifier: "arn" }] }, "is not set (the default is EC2)"],
  },
  unknown: { targetGroupArns: ["arn"], healthCheckType: later("EC2") },
});

describe("autoscaling-elb-health-check of a group that a target group is attached to", () => {
  const group = (inputs: Readonly<Record<string, unknown>>) => resource("aws:autoscaling/group:Group", "web", inputs);
  const attachment = resource("aws:autoscaling/attachment:Attachment", "web", {
    autoscalingGroupName: idOf(group({})),
    lbTargetGroupArn: "arn",
  });

  it("accepts the load balancer's check, and refuses any other", () => {
    assert.deepEqual(always(autoscalingElbHealthCheck, [group({ healthCheckType: "ELB" }), attachment]), []);
    for (const inputs of [{}, { healthCheckType: "EC2" }]) {
      assert.deepEqual(brief(always(autoscalingElbHealthCheck, [group(inputs), attachment])), ["mandatory web"]);
    }
  });
});
