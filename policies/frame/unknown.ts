import { UnknownValueError } from "./sdk";

/** What `read` returns, or undefined when it touches a value that only the update will know. */
export function ifKnown<T>(read: () => T): T | undefined {
  return unlessUnknown(read, () => undefined);
}

/** What `read` returns, or what `otherwise` makes of the property's path when `read` touches an unknown value. */
export function unlessUnknown<T, U>(read: () => T, otherwise: (path: string) => U): T | U {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownValueError) return otherwise(error.props.map(String).join("."));
    throw error;
  }
}
