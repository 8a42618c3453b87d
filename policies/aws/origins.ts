import type { DistributionArgs } from "@pulumi/aws/cloudfront";

import type { Inputs } from "../frame/rule";

type Distribution = Inputs<DistributionArgs>;
export type Origin = Distribution["origins"][number];

/** S3's endpoints of buckets: of the world, a region, dual-stack, FIPS or accelerated, in any partition. */
const rest =
  /^(?<name>.+)\.s3(-fips|-accelerate)?(\.dualstack)?([.-](?!website)[a-z]{2,}(-[a-z]+)*-\d+)?\.amazonaws\.(com(\.cn)?|eu)$/i;

/** Endpoints of buckets that are websites, in both spellings: regions have a dash or a dot before their name. */
const website = /\.s3-website[.-][a-z0-9-]+\.amazonaws\.(com(\.cn)?|eu)$/i;

/** Whether the host is a website's: it takes no signed requests, and answers for its root and for errors by itself. */
export const isWebsite = (domainName: string): boolean => website.test(domainName);

/** Whether the host is a bucket as such, which takes signed requests. */
export const isBucket = (domainName: string): boolean => rest.test(domainName);

/** Whether the host is the URL of a Lambda function. */
export const isFunctionUrl = (domainName: string): boolean =>
  /\.lambda-url\.[a-z0-9-]+\.on\.(aws|amazonwebservices\.com\.cn)$/i.test(domainName);

/** The name of the bucket that a host is, if it is one. */
export const bucketNameOf = (domainName: string): string | undefined => rest.exec(domainName)?.groups?.["name"];

/** The origins that a behavior's target stands for: itself, or the members of a group. */
export function originsOf({ origins, originGroups = [] }: Distribution, targetOriginId: string): readonly Origin[] {
  const group = originGroups.find(({ originId }) => originId === targetOriginId);
  const ids = group ? group.members.map(({ originId }) => originId) : [targetOriginId];
  return origins.filter(({ originId }) => ids.includes(originId));
}
