import type { Collection, Item } from "./collections";
import { ReadThrough, type ReadThroughOptions } from "./read-through";
import type { Store } from "./store";

/** Raised with every change of what items look like, so that two releases never read each other's entries. */
const shapeVersion = 1;

/** A store behind a cache. That an item does not exist is cached too. */
export class CachedStore<T extends Item> implements Store<T> {
  private readonly prefix: string;
  private readonly lists: ReadThrough<readonly T[]>;
  private readonly items: ReadThrough<T | null>;

  constructor(
    private readonly store: Store<T>,
    { name }: Collection<T>,
    options: ReadThroughOptions,
  ) {
    this.prefix = `v${shapeVersion}:${name}`;
    this.lists = new ReadThrough(options);
    this.items = new ReadThrough(options);
  }

  list(): Promise<readonly T[]> {
    return this.lists.read(`${this.prefix}:list`, () => this.store.list());
  }

  async get(id: string): Promise<T | undefined> {
    const load = async () => (await this.store.get(id)) ?? null;
    return (await this.items.read(`${this.prefix}:item:${id}`, load)) ?? undefined;
  }
}
