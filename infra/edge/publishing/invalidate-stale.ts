import type { EdgeSettings, SiteRouting } from "../../settings";
import { invalidationPaths } from "./invalidation-paths";
import { invalidate, invalidationCommand } from "./invalidate";
import { type Ledger, writeLedger } from "./ledger";
import type { SiteAccess } from "./site-access";

/** A site's bucket and distribution, and how the one is kept up with the other. */
export interface Target {
  /** Its stack, and the profile by which AWS is reached, for what the user may have to do by hand. */
  readonly stack: string;
  readonly profile: string | undefined;
  readonly bucket: string;
  readonly distributionId: string;
  readonly routing: SiteRouting;
  readonly invalidation: EdgeSettings["invalidation"];
}

/** Covers everything that a distribution keeps. */
export const everyPath: readonly string[] = ["/*"];

/** So many paths are named in a message; the command has all of them. */
const named = 10;

/**
 * Invalidates what the ledger says is stale, and notes that nothing is any more. Nothing stale, no call.
 *
 * @returns the paths that were invalidated.
 * @throws Error that says what is still stale and how to invalidate it by hand; the ledger keeps it for the next time.
 */
export async function invalidateStale(aws: SiteAccess, target: Target, ledger: Ledger): Promise<readonly string[]> {
  const paths = stalePaths(ledger, target);
  if (paths.length === 0) return paths;
  await invalidateNow(aws, target, paths);
  await writeLedger(aws.s3, target.bucket, { ...ledger, stale: [] });
  return paths;
}

/** @throws Error as `invalidateStale`. */
export async function invalidateNow(aws: SiteAccess, target: Target, paths: readonly string[]): Promise<void> {
  const { stack, distributionId, invalidation, profile } = target;
  const { waitSeconds } = invalidation;
  try {
    await invalidate(aws.cloudFront, { distributionId, paths, waitSeconds });
  } catch (error) {
    throw new Error(
      [
        `CloudFront did not take the invalidation: ${(error as Error).message}`,
        `The site is published, but viewers may be shown what is stale: ${listed(paths)}.`,
        `The next \`pulumi up\` invalidates it, and so does \`npm run invalidate -- -s ${stack}\`. By the AWS CLI:`,
        invalidationCommand(distributionId, paths, profile),
      ].join("\n"),
      { cause: error },
    );
  }
}

function stalePaths({ stale, published }: Ledger, { routing, invalidation }: Target): readonly string[] {
  if (stale === "everything") return everyPath;
  const gone = new Set(stale);
  const kept = [...published.keys()].filter((path) => !gone.has(path));
  return invalidationPaths({ stale, kept, routing, exactPaths: invalidation.exactPaths });
}

function listed(paths: readonly string[]): string {
  const more = paths.length - named;
  return [...paths.slice(0, named), ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}
