import { z } from "zod";
import { described, whole } from "./common";
import { certificateArn, domainName } from "./workload";

const thresholds = {
  intervalSeconds: described(whole(5, 300), "Seconds between two checks of a target.", 15),
  timeoutSeconds: described(whole(2, 120), "Seconds after which a check has failed; less than the interval.", 5),
  healthyThreshold: described(whole(2, 10), "Successes in a row that make a target healthy.", 2),
  unhealthyThreshold: described(whole(2, 10), "Failures in a row that make a target unhealthy.", 3),
};
const path = described(
  z.string().regex(/^\/[\x21-\x7e]{0,1023}$/, "a path that begins with /"),
  "Path of the health check, asked of the target itself: no route leads there.",
  "/health",
);
const matcher = described(
  z.string().regex(/^[2-4]\d\d([,-][2-4]\d\d)*$/, "HTTP codes, as in 200, 200,202 or 200-299"),
  "HTTP codes of a healthy target.",
  "200",
);
const isInTime = (check: { intervalSeconds: number; timeoutSeconds: number }) =>
  check.timeoutSeconds < check.intervalSeconds;
const inTime = { path: ["timeoutSeconds"], error: "less than intervalSeconds" };

const certificate = z.strictObject({ arn: certificateArn, domainName }).optional();
const deregistrationDelaySeconds = described(
  whole(0, 3600),
  "Seconds that a target has to finish its requests before it is let go.",
  30,
);
const deletionProtection = described(
  z.boolean(),
  "Refuse deletion, in ELB (ELB.6) and in Pulumi, until it is turned off and deployed.",
  true,
);

/** What does not change in place. */
const loadBalancer = "the load balancer by one with another address";

const application = z
  .strictObject({
    kind: described(z.literal("application"), "HTTP and HTTPS, and it leads by path.", "application", {
      replaces: loadBalancer,
    }),
    exposure: described(
      z.enum(["internal", "cloudfront"]),
      "`internal`: only the VPC reaches it, and CloudFront by a VPC origin. `cloudfront`: on the internet, for CloudFront's addresses and this stack's distribution alone; for kind `instances`, with a certificate, whose `domainName` you lead to the load balancer in DNS.",
      "internal",
      { replaces: loadBalancer },
    ),
    algorithm: described(
      z.enum(["round_robin", "least_outstanding_requests", "weighted_random"]),
      "How a target is chosen; `weighted_random` takes anomalous ones out of the way, and excludes stickiness.",
      "least_outstanding_requests",
    ),
    certificate,
    healthCheck: z.strictObject({ path, matcher, ...thresholds }).refine(isInTime, inTime),
    stickinessSeconds: described(
      whole(0, 604_800),
      "Seconds that a browser keeps its target, by the load balancer's cookie; 0 for none.",
      3600,
    ),
    idleTimeoutSeconds: described(whole(1, 4000), "Seconds without data after which a connection is closed.", 60),
    deregistrationDelaySeconds,
    accessLogRetentionDays: described(whole(2, 3650), "Days that access logs are kept (ELB.5).", 90),
    deletionProtection,
  })
  .refine((balancer) => balancer.algorithm !== "weighted_random" || balancer.stickinessSeconds === 0, {
    path: ["stickinessSeconds"],
    error: '0, because ELB has no stickiness with the algorithm "weighted_random"',
  });

const network = z
  .strictObject({
    kind: described(z.literal("network"), "TCP and TLS: it forwards connections and knows no paths.", "network", {
      replaces: loadBalancer,
    }),
    protocol: described(z.enum(["TCP", "TLS"]), "Protocol of the listener; TLS ends at the load balancer.", "TLS"),
    port: described(whole(1, 65_535), "Port of the listener.", 443),
    certificate,
    crossZone: described(z.boolean(), "Spread over the targets of every zone, not only of the client's.", true),
    healthCheck: z
      .strictObject({ path: path.optional(), ...thresholds })
      .refine(isInTime, inTime)
      .meta({ description: "Without a path, a target is healthy when it takes a TCP connection." }),
    deregistrationDelaySeconds,
    deletionProtection,
  })
  .refine((balancer) => balancer.protocol !== "TLS" || balancer.certificate !== undefined, {
    path: ["certificate"],
    error: "an arn and a domainName, because a TLS listener needs a certificate",
  })
  .refine((balancer) => balancer.protocol === "TLS" || balancer.certificate === undefined, {
    path: ["certificate"],
    error: "nothing, because a TCP listener uses no certificate",
  });

export const loadBalancerSettings = z.discriminatedUnion("kind", [application, network]);

export type LoadBalancerSettings = z.output<typeof loadBalancerSettings>;
export type ApplicationLoadBalancerSettings = z.output<typeof application>;
export type NetworkLoadBalancerSettings = z.output<typeof network>;
