/** Elements by a key, keys in the order of their first elements. */
export function groupBy<T, K>(elements: readonly T[], keyOf: (element: T) => K): Map<K, readonly [T, ...T[]]> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return groups;
}
