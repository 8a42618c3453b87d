import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { CloudFrontClient } from "@aws-sdk/client-cloudfront";

export interface Invalidation {
  readonly distributionId: string;
  /** As CloudFront takes them: URL-encoded, from `/` on, possibly with `*` at the end. */
  readonly paths: readonly string[];
  /** Seconds to wait at most until every edge location has it; 0 to go on at once. */
  readonly waitSeconds: number;
}

/** How long to try again, and how often, while other invalidations use up the quota: those take minutes. */
export interface Patience {
  readonly pauseMilliseconds: number;
  readonly attempts: number;
}

const tenMinutes: Patience = { pauseMilliseconds: 20_000, attempts: 30 };

/**
 * Asks CloudFront to forget these paths. One reference for all attempts makes them one invalidation, so that a request
 * whose answer got lost is not carried out, and billed, twice.
 *
 * @returns whether it has reached every edge location, as far as it was waited for.
 * @throws Error when CloudFront refuses, or fails on every attempt.
 */
export async function invalidate(
  client: CloudFrontClient,
  { distributionId, paths, waitSeconds }: Invalidation,
  patience = tenMinutes,
): Promise<"complete" | "in progress"> {
  if (paths.length === 0) return "complete";
  const { CreateInvalidationCommand } = await import("@aws-sdk/client-cloudfront");
  const command = new CreateInvalidationCommand({
    DistributionId: distributionId,
    InvalidationBatch: {
      CallerReference: randomUUID(),
      Paths: { Quantity: paths.length, Items: [...paths] },
    },
  });
  const { Invalidation: created } = await whileTooMany(() => client.send(command), patience);
  if (waitSeconds === 0 || created?.Id === undefined) return "in progress";
  return completion(client, distributionId, created.Id, waitSeconds);
}

async function whileTooMany<T>(send: () => Promise<T>, { pauseMilliseconds, attempts }: Patience): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if ((error as Error).name !== "TooManyInvalidationsInProgress" || attempt >= attempts) throw error;
      await sleep(pauseMilliseconds);
    }
  }
}

async function completion(
  client: CloudFrontClient,
  distributionId: string,
  id: string,
  waitSeconds: number,
): Promise<"complete" | "in progress"> {
  const { waitUntilInvalidationCompleted } = await import("@aws-sdk/client-cloudfront");
  const bounds = { client, maxWaitTime: waitSeconds, minDelay: 1, maxDelay: 20 };
  try {
    await waitUntilInvalidationCompleted(bounds, { DistributionId: distributionId, Id: id });
    return "complete";
  } catch (error) {
    if ((error as Error).name === "TimeoutError") return "in progress";
    throw error;
  }
}

/** The same by hand, for a shell. */
export function invalidationCommand(distributionId: string, paths: readonly string[], profile?: string): string {
  const words = ["aws", "cloudfront", "create-invalidation", "--distribution-id", distributionId];
  const quoted = paths.map((path) => `'${path.replaceAll("'", "'\\''")}'`);
  return [...words, ...(profile === undefined ? [] : ["--profile", profile]), "--paths", ...quoted].join(" ");
}
