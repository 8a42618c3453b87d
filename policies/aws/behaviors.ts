import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import type { Inputs } from "../frame/rule";

type Distribution = Inputs<DistributionArgs>;
type Behavior = Distribution["defaultCacheBehavior"] & { readonly pathPattern?: string };

/** How a distribution answers, by path; the default behavior is called as CloudFront's console calls it. */
export function behaviorsOf(distribution: Distribution): readonly (readonly [path: string, behavior: Behavior])[] {
  const { defaultCacheBehavior, orderedCacheBehaviors = [] } = distribution;
  return [
    ["Default (*)", defaultCacheBehavior],
    ...orderedCacheBehaviors.map((behavior): [string, Behavior] => [behavior.pathPattern, behavior]),
  ];
}
