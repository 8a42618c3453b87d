import type { Collection, Item } from "./collections";
import type { Database, Queryable } from "./database";
import { longestList, type Store } from "./store";

/** Any number that nothing else in the database locks; PostgreSQL's advisory locks have no names. */
const lockId = 7_246_001;

/**
 * A collection in a table of its own.
 *
 * The first use makes the table and fills it. Any number of instances may do so at once: they wait for each other with
 * an advisory lock, which ends with the transaction and so with the connection, and the later ones find it done. A table
 * that exists is left as it is, so that what was deleted stays deleted.
 */
export class TableStore<T extends Item> implements Store<T> {
  private ready: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly collection: Collection<T>,
  ) {}

  async list(): Promise<readonly T[]> {
    await this.prepared();
    return this.select(`order by id limit ${longestList}`);
  }

  async get(id: string): Promise<T | undefined> {
    await this.prepared();
    const [item] = await this.select("where id = $1", [id]);
    return item;
  }

  private async select(rest: string, parameters?: unknown[]): Promise<T[]> {
    const { name, columns } = this.collection;
    const { rows } = await this.database.query(`select ${columns.join(", ")} from ${name} ${rest}`, parameters);
    return rows as T[];
  }

  /** Once a process, unless it failed. */
  private async prepared(): Promise<void> {
    this.ready ??= this.prepare();
    try {
      await this.ready;
    } catch (error) {
      this.ready = undefined;
      throw error;
    }
  }

  private async prepare(): Promise<void> {
    if (await this.exists(this.database)) return;
    await this.database.transaction(async (transaction) => {
      await transaction.query("select pg_advisory_xact_lock($1)", [lockId]);
      if (!(await this.exists(transaction))) await this.create(transaction);
    });
  }

  private async exists(where: Queryable): Promise<boolean> {
    const { rows } = await where.query("select 1 where to_regclass($1) is not null", [this.collection.name]);
    return rows.length > 0;
  }

  private async create(where: Queryable): Promise<void> {
    const { name, columns, seed } = this.collection;
    const definitions = columns.map((column) => `${column} text ${column === "id" ? "primary key" : "not null"}`);
    await where.query(`create table ${name} (${definitions.join(", ")})`);
    const insert = `insert into ${name} (${columns.join(", ")}) values (${columns.map((_, at) => `$${at + 1}`).join(", ")})`;
    for (const item of seed) {
      await where.query(
        insert,
        columns.map((column) => item[column]),
      );
    }
  }
}
