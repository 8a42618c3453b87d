import { join } from "node:path";
import type { Context } from "aws-lambda";
import type { InsideEvent, SetupResult } from "../event";
import { readMigrations } from "../migrations";
import { codeOf } from "./code-of";
import type { Engine } from "./engine";
import { mysql } from "./mysql/mysql";
import { postgres } from "./postgres/postgres";
import { opened, PasswordRefused, Refused } from "./session";
import { setUp } from "./setup";

/** How long the database may be on its way, in milliseconds: a failover or a restart takes one to two minutes. */
const patience = 120_000;
/** What is left for telling what went wrong, in milliseconds. */
const farewell = 15_000;

const engines: Readonly<Record<string, Engine>> = { postgres, mysql };

/**
 * Makes the roles and users of the database, and runs the migrations that are beside it: the platform's one program that is signed
 * in as the master user. The reader calls it with the credentials.
 *
 * Its errors are for the people who run `pulumi up`: they have what the database says and no secret, and no trace.
 */
export async function handler(
  event: InsideEvent,
  context: Pick<Context, "getRemainingTimeInMillis">,
): Promise<SetupResult> {
  try {
    return await setUpDatabase(event, Date.now() + context.getRemainingTimeInMillis() - farewell);
  } catch (error) {
    throw plain(error);
  }
}

async function setUpDatabase({ credentials, ...event }: InsideEvent, until: number): Promise<SetupResult> {
  const migrations = readMigrations(join(process.env["LAMBDA_TASK_ROOT"] ?? __dirname, "migrations"));
  const engine = engines[variable("DATABASE_ENGINE")];
  if (engine === undefined) throw new Error(`DATABASE_ENGINE is ${variable("DATABASE_ENGINE")}`);
  const target = {
    host: variable("DATABASE_HOST"),
    port: Number(variable("DATABASE_PORT")),
    database: variable("DATABASE_NAME"),
    credentials,
    longestStatement: until - Date.now(),
  };
  const session = await opened(() => engine.open(target), { until: Math.min(until, Date.now() + patience) }).catch(
    (error: unknown) => {
      if (error instanceof PasswordRefused) throw error;
      throw new Error(`no connection to the database at ${target.host}:${target.port}: ${reasonOf(error)}`);
    },
  );
  try {
    return await setUp(session, { engine, event, migrations });
  } finally {
    await session.close().catch(() => undefined);
  }
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set`);
  return value;
}

/** The error with its message alone. Lambda logs and returns the trace otherwise, and drivers attach to errors what they were given. */
function plain(error: unknown): Error {
  const told = new Error(reasonOf(error));
  if (error instanceof PasswordRefused) told.name = error.name;
  told.stack = told.message;
  return told;
}

function reasonOf(error: unknown): string {
  if (error instanceof Refused) return error.words;
  if (!(error instanceof Error)) return String(error);
  // A host with several addresses fails with an error that has a code and no message.
  return error.message || (codeOf(error) ?? error.name);
}
