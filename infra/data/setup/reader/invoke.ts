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

/** Calls the function, waits for its end, and gives what it returns. */
export async function invoke(
  client: Pick<LambdaClient, "send">,
  functionName: string,
  event: InsideEvent,
): Promise<SetupResult> {
  const command = new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) });
  const { FunctionError, Payload } = await client.send(command);
  const answer: unknown = JSON.parse(Buffer.from(Payload ?? "null").toString("utf8"));
  if (FunctionError === undefined) return answer as SetupResult;
  const { errorType, errorMessage } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  throw new Failed(String(errorType), String(errorMessage ?? errorType));
}
