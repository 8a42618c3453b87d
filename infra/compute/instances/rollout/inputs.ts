import { z } from "zod";
import type { Configuration } from "./configuration";
import type { Launch } from "./roll-out";

const version = z.coerce.string();

const template = z
  .object({ id: z.string(), version })
  .transform(({ id, version: Version }) => ({ LaunchTemplateId: id, Version }));

const policy = z
  .object({
    instancesDistribution: z.object({
      onDemandBaseCapacity: z.number(),
      onDemandPercentageAboveBaseCapacity: z.number(),
      onDemandAllocationStrategy: z.string(),
      spotAllocationStrategy: z.string(),
    }),
    launchTemplate: z.object({
      launchTemplateSpecification: z.object({ launchTemplateId: z.string(), version }),
      overrides: z.array(z.object({ instanceType: z.string() })),
    }),
  })
  .transform(({ instancesDistribution: distribution, launchTemplate }) => ({
    InstancesDistribution: {
      OnDemandBaseCapacity: distribution.onDemandBaseCapacity,
      OnDemandPercentageAboveBaseCapacity: distribution.onDemandPercentageAboveBaseCapacity,
      OnDemandAllocationStrategy: distribution.onDemandAllocationStrategy,
      SpotAllocationStrategy: distribution.spotAllocationStrategy,
    },
    LaunchTemplate: {
      LaunchTemplateSpecification: {
        LaunchTemplateId: launchTemplate.launchTemplateSpecification.launchTemplateId,
        Version: launchTemplate.launchTemplateSpecification.version,
      },
      Overrides: launchTemplate.overrides.map(({ instanceType }) => ({ InstanceType: instanceType })),
    },
  }));

const group = z.object({
  launchTemplate: template.nullish(),
  mixedInstancesPolicy: policy.nullish(),
  healthCheckGracePeriod: z.number().optional(),
});

/**
 * What the inputs of a scaling group say of how it launches: Pulumi's names are AWS's with a small letter at the start.
 *
 * @throws Error for inputs of a group that the program does not make so.
 */
export function launchOf(inputs: unknown): Launch {
  const { launchTemplate, mixedInstancesPolicy, healthCheckGracePeriod: graceSeconds } = group.parse(inputs);
  const configuration: Configuration = {
    ...(launchTemplate && { LaunchTemplate: launchTemplate }),
    ...(mixedInstancesPolicy && { MixedInstancesPolicy: mixedInstancesPolicy }),
  };
  return { configuration, ...(graceSeconds !== undefined && { graceSeconds }) };
}
