import { setTimeout as delay } from "node:timers/promises";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { InsideEvent, SetupResult } from "../event";

/** What the program inside failed with. */
export class Failed extends Error {
  constructor(
    /** The name of its error. */
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * What Lambda says while a function in a VPC is made ready, also one that has not been called for weeks, or is being changed
 * (Lambda API Reference, "Invoke", errors; "Lambda function states").
 */
const notReady = [
  ...["ResourceNotReadyException", "ResourceConflictException", "TooManyRequestsException", "ServiceException"],
  ...["EC2ThrottledException", "EC2UnexpectedException", "ENILimitReachedException"],
];

interface Invocation {
  readonly client: Pick<LambdaClient, "send">;
  readonly functionName: string;
  /** For how long a function may not be ready, in milliseconds. */
  readonly patience: number;
  readonly pauseMs?: number;
}

/** Calls the function, waits for its end, and gives what it returns. */
export async function invoke(
  event: InsideEvent,
  { client, functionName, patience, pauseMs = 5_000 }: Invocation,
): Promise<SetupResult> {
  const command = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) });
  const until = Date.now() + patience;
  for (;;) {
    try {
      const { FunctionError, Payload } = await client.send(command);
      const answer: unknown = JSON.parse(Buffer.from(Payload ?? "null").toString("utf8"));
      if (FunctionError !== undefined) throw failed(answer);
      return answer as SetupResult;
    } catch (error) {
      if (!(error instanceof Error) || !notReady.includes(error.name) || Date.now() + pauseMs > until) throw error;
      await delay(pauseMs);
    }
  }
}

function failed(answer: unknown): Failed {
  const { errorType, errorMessage } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  return new Failed(String(errorType), String(errorMessage ?? errorType));
}
