import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SetupEvent, SetupResult } from "../event";
import { invoke } from "./invoke";
import { patiently, type Patience } from "./patiently";
import { readAndInvoke } from "./read-and-invoke";
import { readSecret } from "./secret";

/** Longer than the program inside may take, which is 14 minutes, and shorter than this one may, in milliseconds. */
const longestCall = 870_000;
const patience: Patience = { notReady: 180_000, denied: 45_000, pauseMs: 5_000 };

/**
 * Reads the master user's secret and calls with it the program inside the network, which has no way to Secrets Manager: so it takes
 * no endpoint there. Returns what that returns, and fails with its message.
 */
export async function handler(event: SetupEvent): Promise<SetupResult> {
  const secrets = new SecretsManagerClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  // One attempt a call: a call that was cut may still be at work. The one after it would wait for it, and find all done.
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: longestCall, throwOnRequestTimeout: true },
  });
  try {
    return await readAndInvoke(event, {
      read: () => patiently(() => readSecret(secrets, variable("MASTER_SECRET_ARN")), patience),
      invoke: (inside) => patiently(() => invoke(client, variable("SETUP_FUNCTION"), inside), patience),
    });
  } catch (error) {
    throw plain(error);
  }
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
}

/** The error with its message alone: Lambda logs and returns the trace otherwise, and the SDK attaches to errors what was asked. */
function plain(error: unknown): Error {
  const told = new Error(error instanceof Error ? error.message : String(error));
  told.stack = told.message;
  return told;
}
