import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { PGlite } from "@electric-sql/pglite";
import type { Migration } from "../../../../infra/data/setup/migrations";
import { Refused, type Row, type Session } from "../../../../infra/data/setup/inside/session";

let started: Promise<PGlite> | undefined;

/**
 * PostgreSQL in memory as RDS has it: the master user is no superuser, owns the database, and may grant `rds_iam` without being
 * let in by it. One session, which acts as whom it is told.
 */
export class RdsPostgres {
  static async empty(): Promise<RdsPostgres> {
    const database = new RdsPostgres(await (started ??= start()));
    await database.reset();
    return database;
  }

  private constructor(private readonly database: PGlite) {}

  /** The master user's session. */
  readonly session: Session = {
    query: async (sql, values) => {
      await this.act("master");
      return this.query(sql, values);
    },
    close: async () => undefined,
  };

  /** What the user gets or is refused: as if it had signed in. */
  async as(user: string, sql: string): Promise<Row[]> {
    await this.act(user);
    return this.query(sql);
  }

  private acting = "postgres";

  private async act(user: string): Promise<void> {
    if (this.acting === user) return;
    // Left alone within a transaction, and with a role that was set: only who acts changes.
    await this.database.exec("set session authorization postgres");
    await this.database.exec(`set session authorization ${user}`);
    this.acting = user;
  }

  private async query(sql: string, values?: readonly unknown[]): Promise<Row[]> {
    try {
      if (values) return (await this.database.query<Record<string, unknown>>(sql, [...values])).rows;
      return (await this.database.exec(sql)).at(-1)?.rows ?? [];
    } catch (error) {
      const { code = "", message, detail, hint } = error as Error & Partial<Record<"code" | "detail" | "hint", string>>;
      throw new Refused(
        code,
        message,
        [detail, hint].filter((part) => part !== undefined),
      );
    }
  }

  private async reset(): Promise<void> {
    this.acting = "postgres";
    await this.database.exec("rollback");
    await this.database.exec("reset all");
    await this.database.exec("set session authorization postgres");
    await this.database.exec(`
      alter database postgres owner to postgres;
      do $$
        declare name text;
        begin
          for name in select nspname from pg_namespace where nspname !~ '^(pg_|information_schema)' loop
            execute format('drop schema %I cascade', name);
          end loop;
          for name in select rolname from pg_roles where rolname !~ '^(pg_|postgres)' loop
            execute format('drop owned by %I cascade', name);
          end loop;
          for name in select rolname from pg_roles where rolname !~ '^(pg_|postgres)' loop
            execute format('drop role %I', name);
          end loop;
        end
      $$;
      create role master login createrole createdb;
      create role rds_iam;
      grant rds_iam to master with admin true, inherit false, set false;
      grant pg_signal_backend to master;
      alter database postgres owner to master;
      grant temporary on database postgres to public;
      create schema public authorization pg_database_owner;
      grant usage on schema public to public;
    `);
  }
}

function start(): Promise<PGlite> {
  // WebAssembly is compiled once and quickly: making it faster takes longer than these tests do.
  setFlagsFromString("--liftoff-only");
  return PGlite.create();
}

export function migration(file: string, sql: string): Migration {
  return { file, number: Number(file.slice(0, 4)), sql, sha256: createHash("sha256").update(sql).digest("hex") };
}
