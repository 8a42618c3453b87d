/** Defaults that depend on a key of what is stated; the first are used where it names none of them. */
export class Variants<Of extends Readonly<Record<string, unknown>>> {
  constructor(
    readonly discriminator: string,
    readonly of: Of,
  ) {}

  chosenBy(stated: unknown): unknown {
    const named = isPlainObject(stated) ? stated[this.discriminator] : undefined;
    return typeof named === "string" && Object.hasOwn(this.of, named) ? this.of[named] : Object.values(this.of)[0];
  }
}

/** Defaults of a map: `each` completes every entry, and `entries` is what the map holds where none is stated. */
export class Entries<T> {
  constructor(
    readonly each: T,
    readonly entries: Readonly<Record<string, unknown>>,
  ) {}
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What is stated wins over the default, key by key. Lists and scalars are taken whole, and so are the names in a map
 * with `Entries`.
 */
export function merge(defaults: unknown, stated: unknown): unknown {
  if (defaults instanceof Variants) return merge(defaults.chosenBy(stated), stated);
  if (defaults instanceof Entries) {
    const map = stated === undefined ? defaults.entries : stated;
    if (!isPlainObject(map)) return map;
    return Object.fromEntries(Object.entries(map).map(([name, entry]) => [name, merge(defaults.each, entry ?? {})]));
  }
  if (!isPlainObject(defaults)) return stated === undefined ? defaults : stated;
  if (stated !== undefined && !isPlainObject(stated)) return stated;
  const keys = new Set([...Object.keys(defaults), ...Object.keys(stated ?? {})]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      merge(
        Object.hasOwn(defaults, key) ? defaults[key] : undefined,
        stated && Object.hasOwn(stated, key) ? stated[key] : undefined,
      ),
    ]),
  );
}
