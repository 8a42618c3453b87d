function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is stated wins over the default, key by key; lists and scalars are taken whole. */
export function merge(defaults: unknown, stated: unknown): unknown {
  if (stated === undefined) return defaults;
  if (!isPlainObject(defaults) || !isPlainObject(stated)) return stated;
  const keys = new Set([...Object.keys(defaults), ...Object.keys(stated)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      merge(
        Object.hasOwn(defaults, key) ? defaults[key] : undefined,
        Object.hasOwn(stated, key) ? stated[key] : undefined,
      ),
    ]),
  );
}
