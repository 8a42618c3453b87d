import type { LambdaClientConfig } from "@aws-sdk/client-lambda";
import type { AwsAccess } from "../../release/aws-access";
import type { SetupEvent, SetupResult } from "./event";

/** Milliseconds without an answer after which the call is given up: longer than Lambda lets a function run. */
const patience = 16 * 60_000;

/**
 * Has a function do what an event asks for, and waits. A call that got lost is sent again: what is done already is not done twice.
 *
 * @returns what was done, a line each.
 * @throws Error with what the function says, where it fails.
 */
export async function invoke(aws: AwsAccess, functionName: string, event: SetupEvent): Promise<readonly string[]> {
  const { InvokeCommand, LambdaClient } = await import("@aws-sdk/client-lambda");
  class Patient extends LambdaClient {
    constructor(configuration: LambdaClientConfig) {
      super({ ...configuration, requestHandler: { connectionTimeout: 5_000, socketTimeout: patience } });
    }
  }
  const client = aws.client(Patient, "lambda");
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString() || "null") as SetupResult | Failure | null;
  if (FunctionError !== undefined) {
    const reason = (answer as Failure | null)?.errorMessage ?? `${functionName} failed, and its log says why`;
    throw new Error(`the database is not set up: ${reason}`);
  }
  return (answer as SetupResult | null)?.done ?? [];
}

/** What Lambda answers for a function that failed ("Lambda function errors in Node.js", Lambda Developer Guide). */
interface Failure {
  readonly errorMessage?: string;
}
