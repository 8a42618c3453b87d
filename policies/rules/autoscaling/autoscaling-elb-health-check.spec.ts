import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
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
