import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import { readMigrations } from "../../../infra/data/setup/migrations";

export const sampleMigrations = join(__dirname, "../../../app/database/migrations");

let started: Promise<PGlite> | undefined;

/**
 * One PostgreSQL in memory for all tests of a process, because it takes seconds to start; whoever asks gets it without tables.
 * It ends with the process, which it does not keep from ending.
 */
export async function emptyDatabase(): Promise<PGlite> {
  const database = await (started ??= start());
  await database.exec("drop schema public cascade; create schema public");
  return database;
}

/** With the tables of the sample's migrations, and what they put into them. */
export async function sampleDatabase(): Promise<PGlite> {
  const database = await emptyDatabase();
  for (const { sql } of readMigrations(sampleMigrations)) await database.exec(sql);
  return database;
}

function start(): Promise<PGlite> {
  // WebAssembly is compiled once and quickly: making it faster takes longer than these tests do.
  setFlagsFromString("--liftoff-only");
  return PGlite.create();
}
