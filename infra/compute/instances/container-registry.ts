import { partitionOf } from "../../identity/arns";

/** A repository of Amazon ECR. */
export interface Repository {
  /** Host of the registry. */
  readonly registry: string;
  readonly region: string;
  readonly arn: string;
}

/**
 * The repository that an image is in, or undefined where it is in no private registry of ECR: those are
 * `<account>.dkr.ecr.<region>.amazonaws.com` (ECR User Guide, "Amazon ECR private registry").
 *
 * @param image `<registry>/<repository>`, with a tag, a digest or both.
 */
export function ecrRepository(image: string): Repository | undefined {
  const found =
    /^(?<registry>(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?)\/(?<name>[^:@]+)/.exec(
      image,
    );
  const { registry, account, region, name } = found?.groups ?? {};
  if (!registry || !account || !region || !name) return undefined;
  return { registry, region, arn: `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}` };
}
