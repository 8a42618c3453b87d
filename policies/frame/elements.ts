import { ifKnown } from "./unknown";

/**
 * The elements of a list, undefined for each that only the update knows: one such does not hide the others. A list that is
 * unknown as a whole is one such element; one that is left out has none; what is no list stands for itself.
 */
export function elements<T>(read: () => readonly T[] | undefined): readonly (T | undefined)[] {
  const list = ifKnown<unknown>(() => read() ?? null);
  if (list === null) return [];
  if (!Array.isArray(list)) return [list as T | undefined];
  return Array.from({ length: list.length }, (_, index) => ifKnown(() => list[index] as T));
}
