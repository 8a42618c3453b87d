import { z } from "zod";
import { described, distinct, logRetention, whole } from "./common";
import { loadBalancerSettings } from "./load-balancer";
import { reservedFamilies, reservedOnInstances } from "./environment";
import { environment, uses } from "./workload";

const instanceType = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\.[a-z0-9]+$/, "an EC2 instance type, <family>.<size>")
  .regex(/^(a1|[a-z]+\d+g[a-z]*)\./, "an instance type with an arm64 (Graviton) processor");

const port = described(whole(1024, 65_535), "Port that the application listens on, as PORT tells it.", 8080, {
  replaces: "the target group of the load balancer",
});

const application = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: described(z.literal("archive"), "A folder of this repository, bundled and run by Node.", "archive"),
    folder: described(
      z.string().regex(/^(?!\/)(?!.*\.\.)[A-Za-z0-9._/-]+$/, "a folder of this repository"),
      "Folder whose `index.ts` is bundled, released to S3 and run by Node.",
      "app/instance",
    ),
    port,
  }),
  z.strictObject({
    kind: described(z.literal("image"), "A container image.", "image"),
    uri: described(
      z
        .string()
        .regex(/^[a-z0-9.-]+(:\d+)?\/[a-z0-9._/-]+(:[\w.-]+)?(@sha256:[a-f0-9]{64})?$/, "<registry>/<image>:<tag>"),
      "Container image, for arm64. A digest makes every instance run the same.",
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/users:1.4.2",
    ),
    port,
  }),
]);

const spot = z
  .strictObject({
    instanceTypes: described(
      distinct(z.array(instanceType).min(1).max(39), "each type once"),
      "Further types that capacity may come from: the more, the fewer interruptions.",
      ["m7g.large", "m6g.large"],
    ),
    onDemandBase: described(whole(0, 100), "Instances that are always on demand.", 2),
    onDemandPercent: described(whole(0, 100), "Share of on-demand instances above the base, in percent.", 50),
  })
  .optional();

export const instancesSettings = z.strictObject({
  instanceType: described(instanceType, "Type of the instances.", "t4g.small"),
  ami: described(
    z.string().regex(/^(al2023|ami-[a-f0-9]{8,17})$/, '"al2023" or the id of an AMI'),
    "`al2023` is the newest Amazon Linux 2023 for arm64 at each launch; a pinned AMI of that family makes launches repeatable, and with one a failed rollout is taken back even if the machine that deploys is gone.",
    "ami-0123456789abcdef0",
  ),
  rootVolumeGib: described(whole(8, 16_384), "Size of the encrypted gp3 root volume, in GiB.", 8),
  application,
  environment: environment(reservedOnInstances, reservedFamilies),
  uses,
  scaling: z
    .strictObject({
      min: described(whole(1, 500), "Fewest instances, over all zones.", 2),
      max: described(whole(1, 500), "Most instances: the bound on the bill.", 6),
      cpuPercent: described(whole(10, 95), "Average processor load that the group is held at.", 50),
      requestsPerMinute: described(
        whole(1, 10_000_000),
        "Requests a minute and target that the group is held at, behind an application load balancer.",
        1000,
      ),
    })
    .refine(({ min, max }) => min <= max, { path: ["min"], error: "not more than max" }),
  warmupSeconds: described(whole(0, 3600), "Seconds until a new instance counts in metrics and rollouts.", 120),
  healthCheckGraceSeconds: described(
    whole(0, 7200),
    "Seconds that a new instance has before failed health checks replace it.",
    180,
  ),
  healthyPercent: z
    .strictObject({
      min: described(whole(0, 100), "Share of the capacity that stays healthy while instances are replaced.", 100),
      max: described(whole(100, 200), "Share of the capacity that may run meanwhile.", 150),
    })
    .refine(({ min, max }) => max > 100 || min < 100, {
      path: ["max"],
      error: "more than 100 where min is 100, or no instance could be replaced",
    })
    .refine(({ min, max }) => max - min <= 100, { path: ["max"], error: "at most 100 above min" }),
  rollout: z.strictObject({
    minutes: described(
      whole(5, 1440),
      "Minutes that a release may take until every instance runs it, healthy. A longer one fails, and the instances go back.",
      45,
    ),
    watchMinutes: described(
      whole(0, 60),
      "Minutes that the alarms are watched once every instance runs a release: they need five to see its errors. 0 ends it at once.",
      5,
    ),
  }),
  maxInstanceLifetimeDays: described(
    whole(0, 365),
    "Days after which an instance is replaced, so that patches arrive without a deployment. 0 is never.",
    14,
  ),
  spot,
  logRetentionDays: logRetention,
  loadBalancer: loadBalancerSettings,
});

export type InstancesSettings = z.output<typeof instancesSettings>;
export type ApplicationSettings = InstancesSettings["application"];
