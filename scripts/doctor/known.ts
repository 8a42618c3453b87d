/** A fact, or why it could not be had: the account may not let one look, or not answer. */
export type Known<T> =
  { readonly known: T; readonly unknown?: never } | { readonly known?: never; readonly unknown: string };

/** A fact that somebody is asked for. */
export async function asked<T>(ask: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: await ask() };
  } catch (error) {
    return { unknown: sentence(error) };
  }
}

/** What an error says, on one line: `AccessDenied: User ... is not authorized`. */
export function sentence(error: unknown): string {
  const { name, message } = error as Error;
  const [first = ""] = message.trim().split("\n");
  return name === "Error" || first.startsWith(name) ? first : [name, first].filter(Boolean).join(": ");
}
