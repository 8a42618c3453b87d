export interface Item {
  readonly id: string;
}

/** A kind of items: its name and the fields of each. */
export interface Collection<T extends Item> {
  /** Names the table and the cache's keys. Part of SQL statements, as the columns are: never from a request. */
  readonly name: string;
  /** All fields, which hold text; `id` is the key. */
  readonly columns: readonly (keyof T & string)[];
  /** What is served where there is no database, in the order of the ids. The sample's first migration has the same. */
  readonly seed: readonly T[];
}

export interface Post extends Item {
  readonly title: string;
  readonly body: string;
}

export interface User extends Item {
  readonly name: string;
}

export const posts: Collection<Post> = {
  name: "posts",
  columns: ["id", "title", "body"],
  seed: [
    { id: "1", title: "Hello", body: "The platform serves this post." },
    { id: "2", title: "Zones", body: "Every part of it runs in at least two availability zones." },
    { id: "3", title: "Caches", body: "A cache that is away costs time, never an answer." },
  ],
};

export const users: Collection<User> = {
  name: "users",
  columns: ["id", "name"],
  seed: [
    { id: "1", name: "Ada" },
    { id: "2", name: "Grace" },
    { id: "3", name: "Edsger" },
  ],
};
