import { z } from "zod";
import type { AwsAccess } from "../../infra/release/aws-access";
import { loadSettings, providerSettings } from "../../infra/settings";
import { releasedFunction } from "./functions";
import { releasedInstances } from "./instances";
import type { Released } from "./released";
import { releasedSite } from "./site";

const deployed = z.object({
  site: z.object({ bucket: z.string(), distributionId: z.string() }).optional(),
  api: z.object({ functionNames: z.record(z.string(), z.string()) }).optional(),
  instances: z.object({ autoScalingGroupName: z.string(), logGroupName: z.string() }).optional(),
  releases: z.object({ bucket: z.string() }).optional(),
});

/** What a stack releases, by what it publishes. */
export async function releasedOf(stack: string, outputs: unknown, aws: AwsAccess): Promise<Released[]> {
  const { site, api, instances, releases } = deployed.parse(outputs);
  const { edge, compute } = loadSettings();
  const { profile } = providerSettings();
  return [
    ...(site && edge
      ? [
          releasedSite(aws, {
            stack,
            ...site,
            routing: edge.site.routing,
            invalidation: edge.invalidation,
            profile: typeof profile === "string" ? profile : undefined,
          }),
        ]
      : []),
    ...(releases
      ? Object.entries(api?.functionNames ?? {}).map(([name, functionName]) =>
          releasedFunction(aws, `functions/${name}`, functionName, releases.bucket),
        )
      : []),
    ...(releases && instances && compute && compute.kind !== "functions"
      ? [releasedInstances(aws, instances, releases.bucket, compute.instances)]
      : []),
  ];
}
