import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { autoscalingElbHealthCheck } from "./autoscaling-elb-health-check";

judges(autoscalingElbHealthCheck, {
  types: ["aws:autoscaling/group:Group"],
  obeys: {
    "the load balancer's check": { targetGroupArns: ["arn"], healthCheckType: "ELB" },
    "several checks": { targetGroupArns: ["arn"], healthCheckType: "EC2,ELB" },
    "a group without one": { healthCheckType: "EC2" },
    "a group of VPC Lattice": { trafficSources: [{ identifier: "arn", type: "vpc-lattice" }] },
  },
  refuses: {
    "EC2's alone": [{ targetGroupArns: ["arn"], healthCheckType: "EC2" }, 'healthCheckType is "EC2"'],
    "a Classic Load Balancer's": [{ loadBalancers: ["web"] }, "is not set (the default is EC2)"],
    "no statement": [{ trafficSources: [{ identifier: "arn" }] }, "is not set (the default is EC2)"],
  },
  unknown: { targetGroupArns: ["arn"], healthCheckType: later("EC2") },
});

describe("autoscaling-elb-health-check of a group that something else attaches", () => {
  const group = (inputs: Readonly<Record<string, unknown>>) => resource("aws:autoscaling/group:Group", "web", inputs);
  const attachment = (autoscalingGroupName: unknown) =>
    resource("aws:autoscaling/attachment:Attachment", "attached", { autoscalingGroupName, lbTargetGroupArn: "arn" });
  const source = (type: string) =>
    resource("aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment", "attached", {
      autoscalingGroupName: idOf(group({})),
      trafficSource: { identifier: "arn", type },
    });

  for (const [what, attached] of [
    ["a target group", attachment(idOf(group({})))],
    ["a target group, by the group's name", attachment("web-1")],
    ["a traffic source", source("elbv2")],
  ] as const) {
    it(`accepts the load balancer's check, and refuses any other: ${what}`, () => {
      const named = { name: "web-1" };
      const good = group({ ...named, healthCheckType: "ELB" });
      assert.deepEqual(always(autoscalingElbHealthCheck, [good, attached]), []);
      for (const inputs of [named, { ...named, healthCheckType: "EC2" }]) {
        assert.deepEqual(brief(always(autoscalingElbHealthCheck, [group(inputs), attached])), ["mandatory web"]);
      }
    });
  }

  it("is told of once where the group says so itself", () => {
    const both = [group({ targetGroupArns: ["arn"] }), attachment(idOf(group({})))];
    assert.deepEqual(brief(always(autoscalingElbHealthCheck, both)), ["mandatory web"]);
  });

  it("does not judge what attaches VPC Lattice", () => {
    assert.deepEqual(always(autoscalingElbHealthCheck, [group({}), source("vpc-lattice")]), []);
  });

  it("leaves open what is unknown, and groups outside the stack", () => {
    const unknown = [group({ healthCheckType: later("EC2") }), attachment(idOf(group({})))];
    assert.deepEqual(brief(preview(autoscalingElbHealthCheck, unknown)), ["advisory web"]);
    assert.deepEqual(brief(update(autoscalingElbHealthCheck, unknown)), ["mandatory web"]);
    assert.deepEqual(brief(always(autoscalingElbHealthCheck, [attachment("elsewhere")])), ["advisory attached"]);
  });
});
