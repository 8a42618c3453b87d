import type { Collection, Item } from "./collections";
import type { Database } from "./database";
import { longestList, type Store } from "./store";

/** A collection in a table of its own, which a migration has made: app/database/migrations. */
export class TableStore<T extends Item> implements Store<T> {
  constructor(
    private readonly database: Database,
    private readonly collection: Collection<T>,
  ) {}

  list(): Promise<readonly T[]> {
    return this.select(`order by id limit ${longestList}`);
  }

  async get(id: string): Promise<T | undefined> {
    const [item] = await this.select("where id = $1", [id]);
    return item;
  }

  private async select(rest: string, parameters?: unknown[]): Promise<T[]> {
    const { name, columns } = this.collection;
    const { rows } = await this.database.query(`select ${columns.join(", ")} from ${name} ${rest}`, parameters);
    return rows as T[];
  }
}
