import { isStated } from "../frame/inputs";
import { ifKnown } from "../frame/unknown";

/** Whether it is true, or the text of it: the provider reads text where a property is true or false. */
export const isTrue = (value: unknown): boolean => value === true || isText(value, "true", "1");

/** Whether it is false, or the text of it. What is left out is not. */
export const isFalse = (value: unknown): boolean => value === false || isText(value, "false", "0");

/** A whole number, or the text of one; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}

/**
 * Whether a property has a value, be it one that only the update knows: for what is asked to be there, or not to be. An empty
 * text or list, which the provider takes for left out, is none.
 */
export function isGiven<P extends object>(inputs: P, name: keyof P & string): boolean {
  if (!isStated(inputs, name)) return false;
  const value = ifKnown<unknown>(() => inputs[name]);
  return value !== "" && !(Array.isArray(value) && value.length === 0);
}

const isText = (value: unknown, ...texts: readonly string[]): boolean =>
  typeof value === "string" && texts.includes(value.toLowerCase());
