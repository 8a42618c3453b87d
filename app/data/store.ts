import type { Collection, Item } from "./collections";

/** What a reader of one collection needs, wherever the items are. */
export interface Store<T extends Item> {
  /** The first items in the order of their ids, at most `longestList`. */
  list(): Promise<readonly T[]>;
  get(id: string): Promise<T | undefined>;
}

export const longestList = 100;

/** The collection's seed, from memory: what the sample serves where it has no database. */
export class BuiltInStore<T extends Item> implements Store<T> {
  constructor(private readonly collection: Collection<T>) {}

  async list(): Promise<readonly T[]> {
    return this.collection.seed.slice(0, longestList);
  }

  async get(id: string): Promise<T | undefined> {
    return this.collection.seed.find((item) => item.id === id);
  }
}
