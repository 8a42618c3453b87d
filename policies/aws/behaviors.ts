import type { DistributionArgs, MultitenantDistributionArgs } from "@pulumi/aws/cloudfront";

import type { Inputs, ResourceContext } from "../frame/rule";
import { forTypes } from "../frame/types";

type Distribution = Inputs<DistributionArgs>;
type Behavior = Distribution["defaultCacheBehavior"] & { readonly pathPattern?: string };

/** What a distribution says alike, be it one for itself or one for many tenants, who bring names of their own. */
export type AnyDistribution = Pick<Distribution, "webAclId" | "viewerCertificate" | "aliases" | "staging"> &
  Parameters<typeof behaviorsOf>[0];

/** Judges distributions of both types alike. */
export const onDistributions = <O>(check: (distribution: AnyDistribution, context: ResourceContext<O>) => void) =>
  forTypes(
    ["aws:cloudfront/distribution:Distribution", "aws:cloudfront/multitenantDistribution:MultitenantDistribution"],
    check,
  );

type Answering = Pick<Behavior, "viewerProtocolPolicy" | "responseHeadersPolicyId">;
type TenantsBehavior = NonNullable<Inputs<MultitenantDistributionArgs>["cacheBehaviors"]>[number];

/** How a distribution answers, by path; the default behavior is called as CloudFront's console calls it. */
export function behaviorsOf<B extends Answering = Behavior>(distribution: {
  readonly defaultCacheBehavior: B;
  readonly orderedCacheBehaviors?: readonly (B & { readonly pathPattern: string })[] | undefined;
  readonly cacheBehaviors?: readonly TenantsBehavior[] | undefined;
}): readonly (readonly [path: string, behavior: B])[] {
  const { defaultCacheBehavior, orderedCacheBehaviors = [], cacheBehaviors = [] } = distribution;
  return [
    ["Default (*)", defaultCacheBehavior],
    ...[...orderedCacheBehaviors, ...(cacheBehaviors as unknown as typeof orderedCacheBehaviors)].map(
      (behavior): [string, B] => [behavior.pathPattern, behavior],
    ),
  ];
}
