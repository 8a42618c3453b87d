import type * as pulumi from "@pulumi/pulumi";

/** What is recorded once it is so in the database; one that differs is set up anew. */
export interface Prepared {
  /** Which database: another one has nothing yet. */
  readonly database: string;
  /** Database users of the workloads that use it. */
  readonly users: readonly string[];
  /** SHA-256 of each migration, by file. */
  readonly migrations: Readonly<Record<string, string>>;
  /** Digest of the programs that set it up. */
  readonly programs: string;
}

/** The same, of what is taken away once nobody uses it any more. */
export type Tidied = Pick<Prepared, "database" | "users">;

/** As a program states it: one part that is not known yet leaves the others known to a preview. */
export type Recorded<T> = { readonly [K in keyof T]: pulumi.Input<T[K]> };

/** A preview may not know yet which database it is. */
type Foreseen<T extends Tidied> = Omit<T, "database"> & { readonly database: string | undefined };

/**
 * What a preview tells: a line for each user and migration that is new. One of another content is named too, and fails where it has
 * run already.
 */
export function newIn(recorded: Prepared | undefined, wanted: Foreseen<Prepared>): string[] {
  const before = ofTheSame(recorded, wanted);
  const ran = before?.migrations ?? {};
  return [
    ...wanted.users.filter((user) => !before?.users.includes(user)).map((user) => `+ user ${user}`),
    ...Object.entries(wanted.migrations)
      .filter(([file, sha256]) => ran[file] !== sha256)
      .map(([file]) => `${file in ran ? "~" : "+"} migration ${file}`),
  ];
}

/** What a preview tells of what goes: a line for each user. */
export const goneFrom = (recorded: Tidied | undefined, wanted: Foreseen<Tidied>): string[] =>
  (ofTheSame(recorded, wanted)?.users ?? [])
    .filter((user) => !wanted.users.includes(user))
    .map((user) => `- user ${user}`);

const ofTheSame = <T extends Tidied>(recorded: T | undefined, { database }: Foreseen<Tidied>): T | undefined =>
  database === undefined || recorded?.database === database ? recorded : undefined;
