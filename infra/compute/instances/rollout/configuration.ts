import type { DesiredConfiguration, LaunchTemplateSpecification } from "@aws-sdk/client-auto-scaling";

/** What a group launches its instances by, as AWS takes it: a launch template, or a policy of several instance types. */
export type Configuration = Pick<DesiredConfiguration, "LaunchTemplate" | "MixedInstancesPolicy">;

/** The number of the template's version. */
export const versionOf = (configuration: Configuration): string => templateOf(configuration)?.Version ?? "none";

/** The same with another version of the template. */
export function withVersion(
  { LaunchTemplate, MixedInstancesPolicy: policy }: Configuration,
  Version: string,
): Configuration {
  if (!policy) return { LaunchTemplate: { ...named(LaunchTemplate), Version } };
  const LaunchTemplateSpecification = { ...named(policy.LaunchTemplate?.LaunchTemplateSpecification), Version };
  return {
    MixedInstancesPolicy: { ...policy, LaunchTemplate: { ...policy.LaunchTemplate, LaunchTemplateSpecification } },
  };
}

/** AWS tells a template's id and name, and takes one of them. */
const named = (template: LaunchTemplateSpecification | undefined): LaunchTemplateSpecification =>
  template?.LaunchTemplateId === undefined ? {} : { LaunchTemplateId: template.LaunchTemplateId };

const templateOf = ({ LaunchTemplate, MixedInstancesPolicy: policy }: Configuration) =>
  LaunchTemplate ?? policy?.LaunchTemplate?.LaunchTemplateSpecification;

/** Whether AWS has what is stated. It tells more than it was told: names, and defaults of what was left out. */
export function isIn(stated: unknown, told: unknown): boolean {
  if (typeof stated !== "object" || stated === null) return stated === told;
  if (typeof told !== "object" || told === null) return false;
  if (Array.isArray(stated)) {
    return Array.isArray(told) && stated.length === told.length && stated.every((each, at) => isIn(each, told[at]));
  }
  const theirs = told as Readonly<Record<string, unknown>>;
  return Object.entries(stated).every(([key, value]) => value === undefined || isIn(value, theirs[key]));
}

/** Whether a group launches by a configuration, and by no more: a policy would go before a template. */
export const isLaunchedBy = (told: Configuration, stated: Configuration): boolean =>
  isIn(stated, told) && (told.MixedInstancesPolicy === undefined) === (stated.MixedInstancesPolicy === undefined);
