import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { InstancesSettings } from "../../settings";
import type { Balancing } from "./balancing";

type Tracking = aws.types.input.autoscaling.PolicyTargetTrackingConfiguration;

/**
 * What the group's size follows, by name. Of two policies the one that wants more instances decides (EC2 Auto Scaling User
 * Guide, "Target tracking scaling policies"). New instances count after the group's default warm-up.
 */
export function trackings(
  { cpuPercent, requestsPerMinute }: InstancesSettings["scaling"],
  loadBalancer: Balancing,
): Readonly<Record<string, Tracking>> {
  const cpu: Tracking = {
    predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    targetValue: cpuPercent,
  };
  // A network load balancer counts no requests.
  if (loadBalancer.kind === "network") return { cpu };
  const requests: Tracking = {
    predefinedMetricSpecification: {
      predefinedMetricType: "ALBRequestCountPerTarget",
      resourceLabel: pulumi.interpolate`${loadBalancer.arnSuffix}/${loadBalancer.targetGroupArnSuffix}`,
    },
    targetValue: requestsPerMinute,
  };
  return { cpu, requests };
}
