import { unknownCheckingProxy } from "./sdk";

type Properties = Readonly<Record<string, unknown>>;

/**
 * The properties without what is null: the provider takes null for left out, and so do rules. JavaScript and YAML programs
 * send it. What is unknown stays so.
 */
export function withoutNulls(properties: Properties): Properties {
  return hasNull(bare(properties)) ? unknownCheckingProxy(stripped(bare(properties)) as Properties) : properties;
}

/** Whether a property is stated, though its value may be one that only the update knows. */
export const isStated = <P extends object>(properties: P, name: keyof P & string): boolean =>
  name in properties && (bare(properties) as Properties)[name] !== undefined;

/** What the proxy is of: reading it does not throw at what is unknown. Itself where it is none. */
export const bare = (properties: object): object =>
  (properties as { readonly __getSpecialProxyTarget?: object }).__getSpecialProxyTarget ?? properties;

/** Assets and archives have a class of their own, and nothing that is null. */
const isPlain = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as null);

const hasNull = (value: unknown): boolean =>
  value === null || ((Array.isArray(value) || isPlain(value)) && Object.values(value).some(hasNull));

function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((part) => part !== null).map(stripped);
  if (!isPlain(value)) return value;
  const kept = Object.entries(value).filter(([, part]) => part !== null);
  return Object.fromEntries(kept.map(([key, part]) => [key, stripped(part)]));
}
