import { setTimeout as delay } from "node:timers/promises";

/** How long what AWS refuses for a while may be refused, in milliseconds. */
export interface Patience {
  /**
   * A function in a VPC that is made ready, also one that has not been called for weeks, or is being changed (Lambda API Reference,
   * "Invoke", errors; "Lambda function states").
   */
  readonly notReady: number;
  /** A role that was just made, which AWS does not know everywhere ("Changes that I make are not always immediately visible", IAM). */
  readonly denied: number;
  readonly pauseMs: number;
}

const errors: Readonly<Record<"notReady" | "denied", readonly string[]>> = {
  notReady: [
    ...["ResourceNotReadyException", "ResourceConflictException", "TooManyRequestsException", "ServiceException"],
    ...["EC2ThrottledException", "EC2UnexpectedException", "ENILimitReachedException"],
  ],
  denied: ["AccessDeniedException"],
};

/** Asks AWS again for as long as it refuses what it will do in a while. */
export async function patiently<T>(ask: () => Promise<T>, patience: Patience): Promise<T> {
  const began = Date.now();
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() + patience.pauseMs > began + longestFor(error, patience)) throw error;
      await delay(patience.pauseMs);
    }
  }
}

function longestFor(error: unknown, { notReady, denied }: Patience): number {
  if (!(error instanceof Error)) return 0;
  if (errors.notReady.includes(error.name)) return notReady;
  return errors.denied.includes(error.name) ? denied : 0;
}
