import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of SQL statements that changes the schema once. */
export interface Migration {
  /** `0001.do.posts.sql`; files run in the order of their numbers. */
  readonly file: string;
  readonly number: number;
  readonly sql: string;
  /** Of the text, in hex; line ends make no difference, because Git may have written them. */
  readonly sha256: string;
}

/** Where the stack's are, from the repository's root. */
export const migrationsFolder = "app/database/migrations";

const form = /^(\d{4})\.do\.[a-z0-9][a-z0-9-]*\.sql$/;

/**
 * The migrations of a folder, in the order in which they run; a folder that is not there has none. Anything but migrations in it
 * is an error, because a file that is left out for its name is noticed too late; but for files that begin with a dot.
 *
 * @throws Error that names every file that is wrong.
 */
export function readMigrations(folder: string): Migration[] {
  return inOrder(
    filesOf(folder).map((file) => {
      const sql = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n");
      return { file, number: numberOf(file), sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

function inOrder(migrations: Migration[]): Migration[] {
  const sorted = migrations.toSorted((one, other) => one.number - other.number);
  const twice = sorted.filter(
    ({ number }, at) => number === sorted[at - 1]?.number || number === sorted[at + 1]?.number,
  );
  if (twice.length === 0) return sorted;
  throw new Error(
    `two migrations have the same number: ${twice.map(({ file }) => file).join(", ")}; renumber the newer one`,
  );
}

function filesOf(folder: string): string[] {
  const files = entriesOf(folder).filter((file) => !file.startsWith("."));
  const wrong = files.filter((file) => !form.test(file));
  if (wrong.length === 0) return files;
  throw new Error(
    `${wrong.join(", ")} in ${folder}: a migration is called <4 digits>.do.<lower case, digits, dashes>.sql`,
  );
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

const numberOf = (file: string): number => Number(form.exec(file)?.[1]);
